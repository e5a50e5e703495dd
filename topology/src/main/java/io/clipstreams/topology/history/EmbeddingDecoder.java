package io.clipstreams.topology.history;

import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.serde.AvroSerdes;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.serialization.Deserializer;

/** Decodes embeddings by the schema registry: at once when the schema is cached. Any thread. */
final class EmbeddingDecoder {

  private final String topic;
  private final AvroSerdes serdes;
  private final Deserializer<ImageEmbedding> deserializer;

  EmbeddingDecoder(String topic, AvroSerdes serdes) {
    this.topic = topic;
    this.serdes = serdes;
    this.deserializer = serdes.valueSerde(ImageEmbedding.class).deserializer();
  }

  /** Never blocks. A schema that is not cached is fetched; failures are in the future. */
  CompletableFuture<ImageEmbedding> decode(byte[] value) {
    try {
      OptionalInt unknown = serdes.schemaIdNotCached(value);
      return unknown.isPresent()
          ? serdes.registry().fetchById(unknown.getAsInt()).thenApply(schema -> decoded(value))
          : CompletableFuture.completedFuture(decoded(value));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private ImageEmbedding decoded(byte[] value) {
    return deserializer.deserialize(topic, value);
  }
}
