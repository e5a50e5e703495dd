package io.clipstreams.cli.events;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * What a topic holds that is committed at the moment when this is opened. In no group. One thread.
 * Nothing is kept in memory but what one poll brings.
 */
public final class TopicSnapshot implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final List<TopicPartition> partitions;
  private final Map<TopicPartition, Long> ends;

  /**
   * Connects.
   *
   * @throws CliException when the topic does not exist
   */
  public TopicSnapshot(Cluster cluster, String topic) {
    this.topic = topic;
    consumer = Consumers.ofCommitted(cluster.connection());
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
   * How many offsets there are, those of what was compacted away and of transaction markers among
   * them.
   */
  public long size() {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    return partitions.stream().mapToLong(one -> ends.get(one) - begins.get(one)).sum();
  }

  /**
   * Reads all, partition by partition as they come.
   *
   * @param reader answers whether it wants more
   * @param progress hears how many of {@link #size()} offsets are behind
   */
  public void read(Predicate<ConsumerRecord<byte[], byte[]>> reader, LongConsumer progress) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    readOn(partitions, reader, progress);
  }

  /** The same without what comes before the first of this time. */
  public void readSince(Instant since, Predicate<ConsumerRecord<byte[], byte[]>> reader) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      consumer.seek(partition, first == null ? ends.get(partition) : first.offset());
    }
    readOn(partitions, reader, behind -> {});
  }

  /** The record that stands there; empty where there is none. */
  public Optional<ConsumerRecord<byte[], byte[]>> at(int partition, long offset) {
    TopicPartition place = new TopicPartition(topic, partition);
    if (!partitions.contains(place) || offset >= ends.get(place)) {
      return Optional.empty();
    }
    consumer.assign(List.of(place));
    consumer.seek(place, offset);
    Found found = new Found();
    readOn(
        List.of(place),
        message -> {
          found.message = message.offset() == offset ? message : null;
          return false;
        },
        behind -> {});
    return Optional.ofNullable(found.message);
  }

  private static final class Found {
    private ConsumerRecord<byte[], byte[]> message;
  }

  private void readOn(
      Collection<TopicPartition> assigned,
      Predicate<ConsumerRecord<byte[], byte[]>> reader,
      LongConsumer progress) {
    long first = left(assigned);
    long left = first;
    long lastProgress = System.nanoTime();
    while (left > 0) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        if (message.offset() < ends.get(new TopicPartition(topic, message.partition()))
            && !reader.test(message)) {
          return;
        }
      }
      long now = left(assigned);
      if (now < left) {
        lastProgress = System.nanoTime();
        left = now;
        progress.accept(first - left);
      }
      if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
        throw new CliException(
            "nothing more could be read of %s for %d s".formatted(topic, PATIENCE.toSeconds()));
      }
    }
  }

  /** How many offsets are to be read, transaction markers included. */
  private long left(Collection<TopicPartition> assigned) {
    return assigned.stream()
        .mapToLong(partition -> Math.max(0, ends.get(partition) - consumer.position(partition)))
        .sum();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
