package io.clipstreams.schemas.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/** Writes records as {@link AvroJson}, in UTF-8. Safe for use by many threads. */
public final class JsonSerializer<T extends SpecificRecord> implements Serializer<T> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Override
  public byte[] serialize(String topic, T data) {
    try {
      return data == null ? null : MAPPER.writeValueAsBytes(AvroJson.of(data));
    } catch (JsonProcessingException e) {
      throw new SerializationException("A record for %s cannot be JSON".formatted(topic), e);
    }
  }
}
