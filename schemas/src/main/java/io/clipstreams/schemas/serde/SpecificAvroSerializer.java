package io.clipstreams.schemas.serde;

import io.clipstreams.schemas.registry.HttpSchemaRegistryClient;
import io.clipstreams.schemas.registry.RegistryConfig;
import io.clipstreams.schemas.registry.RegistryRefusedException;
import io.clipstreams.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes generated records in the Confluent wire format. The first record of a topic asks the
 * registry, unless {@link SchemaWarmUp} did before on the same client; later ones never do.
 *
 * <p>Configured once, then safe for use by many threads.
 *
 * @param <T> the generated class
 */
public final class SpecificAvroSerializer<T extends SpecificRecord> implements Serializer<T> {

  private final Map<Destination, RecordEncoder> encoders = new ConcurrentHashMap<>();
  private SchemaRegistryClient registry;
  private WriterSchemas writerSchemas;

  private record Destination(String topic, Schema schema) {}

  /** For instantiation by name: {@link #configure} makes a client of its own. */
  public SpecificAvroSerializer() {}

  public SpecificAvroSerializer(SchemaRegistryClient registry) {
    this.registry = registry;
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    AvroSerdeConfig config = new AvroSerdeConfig(settings);
    if (registry == null) {
      registry = new HttpSchemaRegistryClient(new RegistryConfig(settings));
    }
    writerSchemas = new WriterSchemas(registry, config, isKey);
  }

  /**
   * @return null for null, which is a tombstone
   * @throws SerializationException when the registry refuses the schema, or a field lacks its value
   * @throws io.clipstreams.schemas.registry.RegistryUnavailableException when it had to be asked
   *     and did not answer
   */
  @Override
  public byte[] serialize(String topic, T datum) {
    if (datum == null) {
      return null;
    }
    try {
      return encoder(topic, datum.getSchema()).encode(datum);
    } catch (RegistryRefusedException | IOException e) {
      throw failure(topic, datum, e);
    } catch (AvroRuntimeException | NullPointerException | ClassCastException e) {
      // What Avro throws when a record does not fit its own schema.
      throw failure(topic, datum, e);
    }
  }

  private SerializationException failure(String topic, T datum, Exception cause) {
    return new SerializationException(
        "Cannot write a %s to topic %s: %s"
            .formatted(datum.getClass().getSimpleName(), topic, cause.getMessage()),
        cause);
  }

  private RecordEncoder encoder(String topic, Schema schema) {
    Destination destination = new Destination(topic, schema);
    RecordEncoder known = encoders.get(destination);
    if (known != null) {
      return known;
    }
    if (writerSchemas == null) {
      throw new IllegalStateException("configure() was not called");
    }
    RecordEncoder encoder = new RecordEncoder(schema, writerSchemas.of(topic, schema));
    encoders.put(destination, encoder);
    return encoder;
  }
}
