package io.clipstreams.cli.console;

import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.source.ReferenceKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last images that went by, by a handle that nobody can guess: what the page may ask for are
 * these, and no others. Any thread may call.
 */
final class RecentImages {

  static final int KEPT = 120;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Seen> images = new LinkedHashMap<>();

  /**
   * An image that went by.
   *
   * @param id its own
   * @param key of the reference that named it
   * @param reference names the very object that was classified
   */
  record Seen(String handle, String id, ReferenceKey key, ImageReference reference) {}

  /** Keeps it in place of the oldest; answers its handle. */
  synchronized String add(Classification classification) {
    byte[] bytes = new byte[12];
    random.nextBytes(bytes);
    String handle = HexFormat.of().formatHex(bytes);
    var source = classification.getSource();
    images.put(
        handle,
        new Seen(
            handle,
            classification.getImageId(),
            new ReferenceKey(
                source.getTopic(), source.getPartition(), source.getOffset(), source.getIndex()),
            ImageReference.newBuilder()
                .setUri(classification.getUri())
                .setVersionId(classification.getVersionId())
                .setEtag(classification.getEtag())
                .build()));
    if (images.size() > KEPT) {
      images.remove(images.keySet().iterator().next());
    }
    return handle;
  }

  synchronized Optional<Seen> get(String handle) {
    return Optional.ofNullable(images.get(handle));
  }

  /** Oldest first; of an image that went by twice, the last. */
  synchronized List<Seen> all() {
    Map<String, Seen> last = new LinkedHashMap<>();
    images
        .values()
        .forEach(
            seen -> {
              last.remove(seen.reference().getUri());
              last.put(seen.reference().getUri(), seen);
            });
    return new ArrayList<>(last.values());
  }
}
