package io.clipstreams.topology.inflight;

import io.clipstreams.topology.source.MessageFormat.Indexed;
import java.nio.charset.StandardCharsets;

/**
 * What a reference's lane is named by: its record's key. Where embeddings are published, a removal
 * must not overtake the image, so that what has no key goes by its URI, its image id.
 */
final class LaneKeys {

  private final boolean byUri;

  LaneKeys(boolean byUri) {
    this.byUri = byUri;
  }

  /** The lane's name; null where the reference has a lane of its own. */
  byte[] of(byte[] recordKey, Indexed named) {
    return recordKey == null && byUri
        ? named.reference().getUri().getBytes(StandardCharsets.UTF_8)
        : recordKey;
  }
}
