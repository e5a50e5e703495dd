package io.clipstreams.benchmarks.line;

import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.SourceCoordinates;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.labels.content.Vectors;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Embeddings that stand for images that were judged before: random unit vectors. */
public final class StoredImages {

  private StoredImages() {}

  /**
   * Writes so many and returns when the broker has them.
   *
   * @param like whose model, label sets and versions they have
   */
  public static void write(
      ClipStreamsConfig config, AvroSerdes serdes, ImageEmbedding like, int count) {
    Map<String, Object> settings = new HashMap<>(config.clientSettings());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    String topic = config.topics().imageEmbeddings().orElseThrow();
    int dimension = like.getEmbedding().remaining() / Float.BYTES;
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (Producer<String, ImageEmbedding> producer =
        new KafkaProducer<>(
            settings,
            new StringSerializer(),
            serdes.valueSerde(ImageEmbedding.class).serializer())) {
      for (int i = 0; i < count; i++) {
        String id = "stored-" + i;
        ImageEmbedding embedding =
            ImageEmbedding.newBuilder(like)
                .setImageId(id)
                .setSource(new SourceCoordinates(config.topics().images(), 0, -1L - i, 0))
                .setEmbedding(Vectors.toBytes(UnitVectors.of(i, dimension)))
                .build();
        producer.send(
            new ProducerRecord<>(topic, id, embedding),
            (metadata, error) -> failure.compareAndSet(null, error));
      }
    }
    if (failure.get() != null) {
      throw new KafkaException("an embedding could not be written to " + topic, failure.get());
    }
  }
}
