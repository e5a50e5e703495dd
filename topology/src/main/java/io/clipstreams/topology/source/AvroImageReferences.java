package io.clipstreams.topology.source;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.registry.RegistryUnavailableException;
import io.clipstreams.schemas.registry.SchemaRegistryClient;
import io.clipstreams.schemas.serde.WireFormat;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** {@link ImageReference} in Avro, one to a message, with its schema in the registry. */
public final class AvroImageReferences implements MessageFormat {

  private final SchemaRegistryClient registry;
  private final Deserializer<ImageReference> deserializer;

  /**
   * @param deserializer asks this registry, and only for schemas that it has not cached
   */
  public AvroImageReferences(
      SchemaRegistryClient registry, Deserializer<ImageReference> deserializer) {
    this.registry = registry;
    this.deserializer = deserializer;
  }

  @Override
  public Decoded decode(String topic, byte[] value, Headers headers) {
    OptionalInt missing = WireFormat.schemaIdNotCached(value, registry);
    if (missing.isPresent()) {
      return new Decoded.NeedsSchema(() -> registry.fetchById(missing.getAsInt()));
    }
    try {
      ImageReference reference = deserializer.deserialize(topic, headers, value);
      return new Decoded.References(List.of(new Indexed(0, reference)));
    } catch (SerializationException e) {
      return new Decoded.Refused("undecodable", e);
    } catch (RegistryUnavailableException e) {
      // The schema left the cache between the two calls.
      return new Decoded.NeedsSchema(() -> registry.fetchById(WireFormat.schemaId(value)));
    }
  }
}
