package io.clipstreams.topology.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.clipstreams.schemas.ImageReference;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/**
 * CloudEvents in binary or structured (JSON) mode. Those of type {@code
 * com.amazonaws.s3.ObjectCreated.*} and {@code ObjectRemoved.*} carry S3 records, those of type
 * {@link #OWN_TYPE} the fields of an {@link ImageReference} in JSON. Others are somebody else's,
 * and nothing to classify.
 */
public final class CloudEventMessages implements MessageFormat {

  /** The type of an event whose data are an image reference. */
  public static final String OWN_TYPE = "io.clipstreams.ImageReference";

  private static final String S3_TYPE = "com.amazonaws.s3.";

  private final KeyFilter filter;

  public CloudEventMessages(KeyFilter filter) {
    this.filter = filter;
  }

  @Override
  public Decoded decode(String topic, byte[] value, Headers headers) {
    try {
      return new Decoded.References(references(event(value, headers)));
    } catch (MalformedEventException e) {
      return new Decoded.Refused("malformed-event", e);
    }
  }

  private static CloudEvent event(byte[] value, Headers headers) {
    try {
      return KafkaMessageFactory.createReader(headers, value).toEvent();
    } catch (RuntimeException e) {
      // The library has several kinds, and input may bring forth any.
      throw new MalformedEventException("The message is no CloudEvent: " + e.getMessage(), e);
    }
  }

  private List<Indexed> references(CloudEvent event) {
    if (event.getType().equals(OWN_TYPE)) {
      return List.of(new Indexed(0, own(data(event))));
    }
    if (!event.getType().startsWith(S3_TYPE)) {
      return List.of();
    }
    String s3Event = event.getType().substring(S3_TYPE.length());
    boolean isRemoval = S3Record.isRemoval(s3Event);
    return isRemoval || S3Record.isCreation(s3Event) ? objects(data(event), isRemoval) : List.of();
  }

  /** A record, or a whole notification: both are about. */
  private List<Indexed> objects(JsonNode data, boolean isRemoval) {
    if (data.has("Records")) {
      return S3Notifications.references(data.get("Records"), filter);
    }
    return S3Record.reference(data, filter)
        .map(found -> List.of(new Indexed(0, found, isRemoval)))
        .orElse(List.of());
  }

  private static JsonNode data(CloudEvent event) {
    if (event.getData() == null) {
      throw new MalformedEventException("The event has no data");
    }
    return Json.parse(event.getData().toBytes());
  }

  private static ImageReference own(JsonNode data) {
    return ImageReference.newBuilder()
        .setUri(Json.text(data, "/uri"))
        .setVersionId(Json.optionalText(data, "/versionId").orElse(null))
        .setEtag(Json.optionalText(data, "/etag").orElse(null))
        .setLabelSets(labelSets(data.path("labelSets")))
        .setMetadata(metadata(data.path("metadata")))
        .build();
  }

  private static List<String> labelSets(JsonNode names) {
    if (names.isMissingNode() || names.isNull()) {
      return List.of();
    }
    if (!names.isArray()) {
      throw new MalformedEventException("labelSets is no array");
    }
    List<String> labelSets = new ArrayList<>();
    names.forEach(name -> labelSets.add(Json.text(name, "")));
    return labelSets;
  }

  private static Map<String, String> metadata(JsonNode entries) {
    if (!entries.isMissingNode() && !entries.isNull() && !entries.isObject()) {
      throw new MalformedEventException("metadata is no object");
    }
    Map<String, String> metadata = new HashMap<>();
    entries
        .properties()
        .forEach(entry -> metadata.put(entry.getKey(), Json.text(entry.getValue(), "")));
    return metadata;
  }
}
