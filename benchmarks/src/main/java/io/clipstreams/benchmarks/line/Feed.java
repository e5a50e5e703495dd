package io.clipstreams.benchmarks.line;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.config.ClipStreamsConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Emits references of images, each with a key of its own. One thread uses it. */
final class Feed implements AutoCloseable {

  private final Producer<String, ImageReference> producer;
  private final String topic;
  private final Pictures pictures;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private int emitted;

  Feed(ClipStreamsConfig config, AvroSerdes serdes, Pictures pictures) {
    Map<String, Object> settings = new HashMap<>(config.clientSettings());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    // An event goes at once, as from a producer that has but one.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    this.producer =
        new KafkaProducer<>(
            settings, new StringSerializer(), serdes.valueSerde(ImageReference.class).serializer());
    this.topic = config.topics().images();
    this.pictures = pictures;
  }

  /** Emits so many more, and returns when the broker has them. */
  void emit(int count) {
    for (int i = 0; i < count; i++) {
      ImageReference image = ImageReference.newBuilder().setUri(pictures.uri(emitted)).build();
      producer.send(
          new ProducerRecord<>(topic, "image-" + emitted, image),
          (metadata, error) -> failure.compareAndSet(null, error));
      emitted++;
    }
    producer.flush();
    if (failure.get() != null) {
      throw new KafkaException("an event could not be written to " + topic, failure.get());
    }
  }

  /** How many were emitted. */
  int emitted() {
    return emitted;
  }

  @Override
  public void close() {
    producer.close();
  }
}
