package io.clipstreams.schemas.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what {@link JsonSerializer} writes. Safe for use by many threads. */
public final class JsonDeserializer<T extends SpecificRecord> implements Deserializer<T> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Class<T> type;

  public JsonDeserializer(Class<T> type) {
    this.type = type;
  }

  @Override
  public T deserialize(String topic, byte[] data) {
    try {
      return data == null ? null : AvroJson.read(MAPPER.readTree(data), type);
    } catch (IOException | UncheckedIOException | AvroRuntimeException e) {
      throw new SerializationException(
          "A message of %s is no %s in JSON: %s"
              .formatted(topic, type.getSimpleName(), e.getMessage()),
          e);
    }
  }
}
