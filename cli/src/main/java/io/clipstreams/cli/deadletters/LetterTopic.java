package io.clipstreams.cli.deadletters;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The dead letters that are committed at the moment when it is opened. One thread. Nothing is kept
 * in memory but what one poll brings.
 */
final class LetterTopic implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final List<TopicPartition> partitions;
  private final Map<TopicPartition, Long> ends;

  /**
   * @throws CliException when the topic does not exist
   */
  LetterTopic(Cluster cluster) {
    Map<String, Object> settings = new HashMap<>(cluster.connection());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    topic = cluster.topics().deadLetters();
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new CliException(
            "topic %s does not exist; 'clip-streams topics create' creates it".formatted(topic));
      }
      ends = consumer.endOffsets(partitions);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /**
   * Reads all, partition by partition as they come.
   *
   * @param since leaves out what comes before the first of this time
   * @param reader answers whether it wants more
   */
  void read(Optional<Instant> since, Predicate<Letter> reader) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    since.ifPresent(this::seek);
    long lastProgress = System.nanoTime();
    long left = left();
    while (left > 0) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        if (message.offset() < ends.get(new TopicPartition(topic, message.partition()))
            && !reader.test(new Letter(message))) {
          return;
        }
      }
      long now = left();
      if (now < left) {
        lastProgress = System.nanoTime();
        left = now;
      }
      requirePatience(lastProgress);
    }
  }

  private void seek(Instant since) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      consumer.seek(partition, first == null ? ends.get(partition) : first.offset());
    }
  }

  /** How many offsets are to be read, transaction markers included. */
  private long left() {
    return partitions.stream()
        .mapToLong(partition -> Math.max(0, ends.get(partition) - consumer.position(partition)))
        .sum();
  }

  /**
   * The dead letter that stands there.
   *
   * @throws CliException when there is none
   */
  Letter at(Position position) {
    TopicPartition partition = new TopicPartition(topic, position.partition());
    if (!partitions.contains(partition) || position.offset() >= ends.get(partition)) {
      throw missing(position);
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, position.offset());
    long begin = System.nanoTime();
    while (consumer.position(partition) <= position.offset()) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        if (message.offset() == position.offset()) {
          return new Letter(message);
        }
      }
      requirePatience(begin);
    }
    throw missing(position);
  }

  private CliException missing(Position position) {
    return new CliException("there is no dead letter %s in %s".formatted(position, topic));
  }

  private void requirePatience(long since) {
    if (System.nanoTime() - since > PATIENCE.toNanos()) {
      throw new CliException(
          "nothing more could be read of %s for %d s".formatted(topic, PATIENCE.toSeconds()));
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
