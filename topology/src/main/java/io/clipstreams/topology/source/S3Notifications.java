package io.clipstreams.topology.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;

/**
 * S3 event notifications in JSON, as MinIO writes them to Kafka and AWS sends them: one or more
 * {@code Records}. New objects are images; removals, test events and others are nothing to
 * classify.
 */
public final class S3Notifications implements MessageFormat {

  /** Each reference is stored with its whole message: this bounds what one message can take. */
  static final int MOST_RECORDS = 100;

  private static final String TEST_EVENT = "s3:TestEvent";

  private final KeyFilter filter;

  public S3Notifications(KeyFilter filter) {
    this.filter = filter;
  }

  @Override
  public Decoded decode(String topic, byte[] value, Headers headers) {
    try {
      return new Decoded.References(found(Json.parse(value), filter));
    } catch (MalformedEventException e) {
      return new Decoded.Refused("malformed-event", e);
    }
  }

  private static List<Indexed> found(JsonNode notification, KeyFilter filter) {
    JsonNode records = notification.get("Records");
    if (records == null && TEST_EVENT.equals(notification.path("Event").textValue())) {
      return List.of();
    }
    return references(records, filter);
  }

  /** What an array of records tells of. */
  static List<Indexed> references(JsonNode records, KeyFilter filter) {
    if (records == null || !records.isArray()) {
      throw new MalformedEventException("There is no array 'Records'");
    }
    if (records.size() > MOST_RECORDS) {
      throw new MalformedEventException(
          "%d records are more than %d".formatted(records.size(), MOST_RECORDS));
    }
    List<Indexed> found = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      int index = i;
      JsonNode record = records.get(i);
      String event = Json.text(record, "/eventName");
      boolean isRemoval = S3Record.isRemoval(event);
      if (isRemoval || S3Record.isCreation(event)) {
        S3Record.reference(record, filter)
            .ifPresent(reference -> found.add(new Indexed(index, reference, isRemoval)));
      }
    }
    return found;
  }
}
