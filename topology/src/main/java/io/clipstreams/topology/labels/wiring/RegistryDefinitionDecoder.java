package io.clipstreams.topology.labels.wiring;

import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.labels.task.DefinitionDecoder;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.serialization.Deserializer;

/** Decodes definitions by the schema registry: at once when the schema is cached. */
final class RegistryDefinitionDecoder implements DefinitionDecoder {

  private final String topic;
  private final AvroSerdes serdes;
  private final Deserializer<LabelSet> deserializer;

  RegistryDefinitionDecoder(String topic, AvroSerdes serdes) {
    this.topic = topic;
    this.serdes = serdes;
    this.deserializer = serdes.valueSerde(LabelSet.class).deserializer();
  }

  @Override
  public CompletableFuture<LabelSet> decode(byte[] value) {
    OptionalInt unknown = serdes.schemaIdNotCached(value);
    if (unknown.isPresent()) {
      return serdes.registry().fetchById(unknown.getAsInt()).thenApply(schema -> decoded(value));
    }
    try {
      return CompletableFuture.completedFuture(decoded(value));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private LabelSet decoded(byte[] value) {
    return deserializer.deserialize(topic, value);
  }
}
