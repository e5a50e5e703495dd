package io.clipstreams.topology.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.clipstreams.schemas.ImageReference;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One record of an S3 event notification, as AWS and MinIO write it: {@code s3.bucket.name}, {@code
 * s3.object.key} (escaped as in a query), and where there are such {@code eTag}, {@code versionId}
 * and MinIO's {@code userMetadata}.
 */
final class S3Record {

  private static final String CREATED = "ObjectCreated";
  private static final String REMOVED = "ObjectRemoved";

  /** MinIO puts this before the name, AWS does not. */
  private static final String SERVICE = "s3:";

  /** What stands in an s3:// address as it is; more than any server allows in a name. */
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9._-]{1,255}");

  private static final String USER_METADATA = "x-amz-meta-";

  private S3Record() {}

  /** Whether an event of this name tells of a new object. */
  static boolean isCreation(String eventName) {
    return bare(eventName).startsWith(CREATED);
  }

  /** Whether it tells of an object that is gone. */
  static boolean isRemoval(String eventName) {
    return bare(eventName).startsWith(REMOVED);
  }

  private static String bare(String eventName) {
    return eventName.startsWith(SERVICE) ? eventName.substring(SERVICE.length()) : eventName;
  }

  /**
   * The object that it tells of; empty when that is not wanted.
   *
   * @throws MalformedEventException when it names no object
   */
  static Optional<ImageReference> reference(JsonNode record, KeyFilter filter) {
    String bucket = Json.text(record, "/s3/bucket/name");
    if (!BUCKET.matcher(bucket).matches()) {
      throw new MalformedEventException("'%s' is no bucket's name".formatted(bucket));
    }
    String key = unescaped(Json.text(record, "/s3/object/key"));
    if (!filter.takes(key)) {
      return Optional.empty();
    }
    return Optional.of(
        ImageReference.newBuilder()
            .setUri("s3://%s/%s".formatted(bucket, key))
            .setEtag(Json.optionalText(record, "/s3/object/eTag").orElse(null))
            .setVersionId(Json.optionalText(record, "/s3/object/versionId").orElse(null))
            .setMetadata(userMetadata(record.at("/s3/object/userMetadata")))
            .build());
  }

  private static String unescaped(String key) {
    try {
      return URLDecoder.decode(key, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new MalformedEventException(
          "The key '%s' is not escaped as in a query: %s".formatted(key, e.getMessage()), e);
    }
  }

  private static Map<String, String> userMetadata(JsonNode entries) {
    Map<String, String> metadata = new HashMap<>();
    entries
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey().toLowerCase(Locale.ROOT);
              if (name.startsWith(USER_METADATA) && entry.getValue().isTextual()) {
                metadata.put(name.substring(USER_METADATA.length()), entry.getValue().textValue());
              }
            });
    return metadata;
  }
}
