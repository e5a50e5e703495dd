package io.clipstreams.benchmarks.faults;

import io.clipstreams.benchmarks.verifier.Coordinates;
import io.clipstreams.benchmarks.verifier.LabelTopics;
import io.clipstreams.benchmarks.verifier.Submitted;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.config.ClipStreamsConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes events and label sets, and keeps where they went. It outlives whatever happens to the
 * broker: a record is written once, however long that takes. Any thread may call any method.
 */
final class Submitter implements AutoCloseable {

  private static final int PATIENCE_MS = 30 * 60 * 1000;
  private static final byte[] GARBAGE = "no reference".getBytes(StandardCharsets.US_ASCII);

  private final ClipStreamsConfig config;
  private final String bucket;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Serializer<ImageReference> references;
  private final Serializer<LabelSet> labelSets;
  private final LabelPlan plan;
  private final LabelTopics labels;
  private final List<Submitted> submitted = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private int generation;

  Submitter(ClipStreamsConfig config, String bucket, LabelPlan plan, LabelTopics labels) {
    this.config = config;
    this.bucket = bucket;
    this.plan = plan;
    this.labels = labels;
    AvroSerdes serdes = new AvroSerdes(config.serdeSettings());
    this.references = serdes.valueSerde(ImageReference.class).serializer();
    this.labelSets = serdes.valueSerde(LabelSet.class).serializer();
    Map<String, Object> settings = new HashMap<>(config.clientSettings());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // With more, a first batch that a starting leader refuses could come after the second: the
    // broker would take it for one out of order, and refuse it for ever.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends an event; its coordinates are known when the broker has taken it. */
  void submit(Input input) {
    long now = System.currentTimeMillis();
    producer.send(
        new ProducerRecord<>(
            config.topics().images(),
            input.key().getBytes(StandardCharsets.UTF_8),
            input.object().map(object -> reference(object, input)).orElse(GARBAGE)),
        (at, error) -> {
          if (error != null) {
            failure.compareAndSet(null, error);
            return;
          }
          Coordinates source = new Coordinates(at.topic(), at.partition(), at.offset(), 0);
          synchronized (submitted) {
            submitted.add(new Submitted(source, input.key(), now, input.expected()));
          }
        });
  }

  private byte[] reference(String object, Input input) {
    ImageReference reference =
        ImageReference.newBuilder()
            .setUri("s3://%s/%s".formatted(bucket, object))
            .setVersionId(input.versionId().orElse(null))
            .setEtag(input.etag().orElse(null))
            .build();
    return references.serialize(config.topics().images(), reference);
  }

  /**
   * Writes the next generation of the label set.
   *
   * @return the version that it becomes
   */
  synchronized long swapLabels() throws InterruptedException {
    int next = ++generation;
    long now = System.currentTimeMillis();
    String topic = config.topics().labelSets();
    byte[] value = labelSets.serialize(topic, plan.definition(next));
    try {
      long version =
          producer
              .send(
                  new ProducerRecord<>(
                      topic, Line.LABEL_SET.getBytes(StandardCharsets.UTF_8), value))
              .get()
              .offset();
      labels.written(version, next, now);
      return version;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a label set cannot be written: " + e.getCause(), e);
    }
  }

  /**
   * Waits until the broker has taken all events, and answers with them.
   *
   * @throws IllegalStateException when one could not be written
   */
  List<Submitted> submitted() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException(
          "an event cannot be written: " + failure.get(), failure.get());
    }
    synchronized (submitted) {
      return List.copyOf(submitted);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
