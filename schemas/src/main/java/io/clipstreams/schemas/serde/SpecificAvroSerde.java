package io.clipstreams.schemas.serde;

import io.clipstreams.schemas.registry.HttpSchemaRegistryClient;
import io.clipstreams.schemas.registry.RegistryConfig;
import io.clipstreams.schemas.registry.SchemaRegistryClient;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The serde of generated records, with the constructors and configuration of Confluent's {@code
 * io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde}.
 *
 * @param <T> the generated class
 */
public final class SpecificAvroSerde<T extends SpecificRecord> implements Serde<T> {

  private SchemaRegistryClient registry;
  private SpecificAvroSerializer<T> serializer;
  private SpecificAvroDeserializer<T> deserializer;

  /** For instantiation by name: {@link #configure} makes a client for both directions. */
  public SpecificAvroSerde() {}

  public SpecificAvroSerde(SchemaRegistryClient registry) {
    this.registry = registry;
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    if (registry == null) {
      registry = new HttpSchemaRegistryClient(new RegistryConfig(settings));
    }
    serializer = new SpecificAvroSerializer<>(registry);
    serializer.configure(settings, isKey);
    deserializer = new SpecificAvroDeserializer<>(registry);
    deserializer.configure(settings, isKey);
  }

  @Override
  public Serializer<T> serializer() {
    return configured(serializer);
  }

  @Override
  public Deserializer<T> deserializer() {
    return configured(deserializer);
  }

  private static <S> S configured(S half) {
    if (half == null) {
      throw new IllegalStateException("configure() was not called");
    }
    return half;
  }
}
