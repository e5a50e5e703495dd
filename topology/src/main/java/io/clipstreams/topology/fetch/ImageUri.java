package io.clipstreams.topology.fetch;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an image is. The key of {@code s3://bucket/key} is taken as it is written: nothing in it is
 * escaped, as with AWS's own tools.
 *
 * @param scheme in lower case: {@code s3}
 * @param bucket the bucket, or the host
 * @param key the object's key, or path and query, without the first slash
 */
public record ImageUri(String scheme, String bucket, String key) {

  private static final Pattern URI =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#\\s]+)/(.+)", Pattern.DOTALL);

  /** Empty when this is no URI with a bucket and a key. */
  public static Optional<ImageUri> parse(String uri) {
    Matcher matcher = URI.matcher(uri);
    return matcher.matches()
        ? Optional.of(
            new ImageUri(
                matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }
}
