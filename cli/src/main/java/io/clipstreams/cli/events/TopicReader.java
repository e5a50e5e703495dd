package io.clipstreams.cli.events;

import io.clipstreams.cli.common.CliException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads whole topics as anybody outside may: all partitions, only what is committed, in no group.
 * One thread uses it; only {@link #wakeup} may be called from another.
 */
public final class TopicReader implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * Connects.
   *
   * @param connection how to reach the cluster
   * @param fromBeginning otherwise from what comes after this constructor has returned
   * @throws CliException when a topic does not exist
   */
  public TopicReader(
      Map<String, Object> connection, Collection<String> topics, boolean fromBeginning) {
    this(connection, topics, fromBeginning ? Long.MAX_VALUE : 0);
  }

  /**
   * Connects.
   *
   * @param back so many offsets of each partition before what comes after this constructor has
   *     returned
   * @throws CliException when a topic does not exist
   */
  public TopicReader(Map<String, Object> connection, Collection<String> topics, long back) {
    consumer = Consumers.ofCommitted(connection);
    try {
      List<TopicPartition> partitions = partitions(topics);
      consumer.assign(partitions);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      consumer
          .endOffsets(partitions)
          .forEach(
              (partition, end) ->
                  consumer.seek(partition, Math.max(begins.get(partition), end - back)));
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private List<TopicPartition> partitions(Collection<String> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      List<PartitionInfo> found = consumer.partitionsFor(topic);
      if (found.isEmpty()) {
        throw new CliException(
            "topic %s does not exist; 'clip-streams topics create' creates it".formatted(topic));
      }
      found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  /** What came, in the order of each partition; empty when nothing came in time. */
  public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
    return consumer.poll(timeout);
  }

  /** Makes a {@link #poll} in another thread throw {@code WakeupException}. */
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
