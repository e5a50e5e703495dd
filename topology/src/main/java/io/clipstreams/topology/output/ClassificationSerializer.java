package io.clipstreams.topology.output;

import io.clipstreams.schemas.Cause;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.SourceCoordinates;
import io.clipstreams.schemas.json.JsonSerializer;
import io.clipstreams.topology.config.OutputSettings;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes classifications as consumers want them: in Avro or JSON, and as CloudEvents in binary mode
 * where that is switched on. An answer carries its input's headers, but never those that call the
 * input a CloudEvent: the answer is none, or another. Safe for use by many threads.
 */
public final class ClassificationSerializer implements Serializer<Classification> {

  static final String TYPE = "io.clipstreams.Classification";
  private static final String PREFIX = "ce_";
  private static final String CONTENT_TYPE = "content-type";

  private final Serializer<Classification> values;
  private final boolean cloudEvents;
  private final String contentType;
  private final URI source;

  /**
   * @param applicationId names the source of the events
   * @param avro writes Avro where that is wanted
   */
  public ClassificationSerializer(
      OutputSettings settings, String applicationId, Serializer<Classification> avro) {
    values = settings.json() ? new JsonSerializer<>() : avro;
    contentType = settings.json() ? "application/json" : "application/avro";
    cloudEvents = settings.cloudEvents();
    source = source(applicationId);
  }

  private static URI source(String applicationId) {
    try {
      return new URI(null, null, "/clip-streams/" + applicationId, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(applicationId + " cannot stand in an address", e);
    }
  }

  @Override
  public byte[] serialize(String topic, Classification classification) {
    return values.serialize(topic, classification);
  }

  @Override
  public byte[] serialize(String topic, Headers headers, Classification classification) {
    removeInputs(headers);
    if (cloudEvents) {
      KafkaMessageFactory.createWriter(topic)
          .writeBinary(event(classification))
          .headers()
          .forEach(headers::add);
    }
    return values.serialize(topic, headers, classification);
  }

  private static void removeInputs(Headers headers) {
    List<String> names = new ArrayList<>();
    for (Header header : headers) {
      String name = header.key().toLowerCase(Locale.ROOT);
      if (name.startsWith(PREFIX) || name.equals(CONTENT_TYPE)) {
        names.add(header.key());
      }
    }
    names.forEach(headers::remove);
  }

  /**
   * The id is that of the reference: an answer that is sent again has the same. The answer of a
   * later version is another event, so that it adds set and version.
   */
  private CloudEvent event(Classification classification) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(id(classification))
            .withSource(source)
            .withType(TYPE)
            .withTime(classification.getTimes().getScored().atOffset(ZoneOffset.UTC))
            .withDataContentType(contentType);
    if (!classification.getImageId().isEmpty()) {
      event.withSubject(classification.getImageId());
    }
    return event.build();
  }

  private static String id(Classification classification) {
    SourceCoordinates from = classification.getSource();
    String reference =
        "%s-%d@%d#%d"
            .formatted(from.getTopic(), from.getPartition(), from.getOffset(), from.getIndex());
    return classification.getCause() == Cause.LIVE
        ? reference
        : classification.getResults().stream()
            .map(result -> "/%s@%d".formatted(result.getLabelSet(), result.getVersion()))
            .collect(Collectors.joining("", reference, ""));
  }
}
