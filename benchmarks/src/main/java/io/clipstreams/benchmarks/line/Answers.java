package io.clipstreams.benchmarks.line;

import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.config.TopicSettings;
import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads classifications under read_committed, as a consumer would. One thread uses it. */
final class Answers implements AutoCloseable {

  /** A batch of a large model on a slow machine takes many seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deserializer<Classification> classifications;
  private final TopicSettings topics;
  private final BooleanSupplier worker;
  private final List<Answer> answers = new ArrayList<>();

  /**
   * One of them.
   *
   * @param readNanos when it was read, by this process's clock
   */
  record Answer(Classification classification, long readNanos) {}

  /**
   * @param worker whether the process that gives them lives
   */
  Answers(ClipStreamsConfig config, AvroSerdes serdes, BooleanSupplier worker) {
    this.worker = worker;
    topics = config.topics();
    classifications = serdes.valueSerde(Classification.class).deserializer();
    Map<String, Object> settings = new HashMap<>(config.clientSettings());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        Stream.of(topics.classifications(), topics.deadLetters())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
    consumer.seekToBeginning(consumer.assignment());
  }

  /** Returns when so many have been read, all in all. */
  void await(int count) {
    long lastNews = System.nanoTime();
    while (answers.size() < count) {
      if (poll(Duration.ofSeconds(1)) > 0) {
        lastNews = System.nanoTime();
      } else if (!worker.getAsBoolean()) {
        throw new IllegalStateException(
            "the process that answers has ended after %d of %d images"
                .formatted(answers.size(), count));
      } else if (System.nanoTime() - lastNews > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "%d of %d images are answered, and no more for %d s"
                .formatted(answers.size(), count, PATIENCE.toSeconds()));
      }
    }
  }

  /**
   * Reads on until the answers hold a stretch that can be timed.
   *
   * @param already so many were read before the run that is measured
   * @param fed so many can be read, all in all
   */
  Optional<Throughput> throughput(int already, int warmUp, int images, int fed) {
    await(Math.min(fed, already + warmUp + images));
    Optional<Throughput> found = Throughput.of(since(already), warmUp, images);
    while (found.isEmpty() && answers.size() < fed) {
      await(answers.size() + 1);
      found = Throughput.of(since(already), warmUp, images);
    }
    return found;
  }

  private List<Answer> since(int already) {
    return answers.subList(already, answers.size());
  }

  /** Reads what has come; answers how many. */
  int poll(Duration timeout) {
    int before = answers.size();
    for (ConsumerRecord<byte[], byte[]> read : consumer.poll(timeout)) {
      if (read.topic().equals(topics.deadLetters())) {
        throw new IllegalStateException("an image has become a dead letter: " + reason(read));
      }
      answers.add(
          new Answer(
              classifications.deserialize(read.topic(), read.headers(), read.value()),
              System.nanoTime()));
    }
    return answers.size() - before;
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    Header message = letter.headers().lastHeader(DeadLetterHeaders.MESSAGE);
    return message == null ? "?" : new String(message.value(), StandardCharsets.UTF_8);
  }

  /** All that were read, in the order of reading. */
  List<Answer> all() {
    return Collections.unmodifiableList(answers);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
