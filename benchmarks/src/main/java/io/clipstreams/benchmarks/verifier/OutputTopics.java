package io.clipstreams.benchmarks.verifier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from their beginning, committed records only. For one thread.
 *
 * <p>{@link #readToEnd} goes to the end of what was written, committed or not: it fails when a
 * transaction stays open, since whatever stands behind that is invisible.
 */
public final class OutputTopics implements AutoCloseable {

  private final Map<String, Object> connection;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param connection how Kafka's clients connect
   */
  public OutputTopics(Map<String, Object> connection, Set<String> topics) {
    this.connection = Map.copyOf(connection);
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    Set<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .collect(Collectors.toSet());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** What has been committed since the last call. */
  public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration atMost) {
    return consumer.poll(atMost);
  }

  /**
   * Everything to the end.
   *
   * @throws IllegalStateException when the end cannot be reached in time; says what is in the way
   */
  public List<ConsumerRecord<byte[], byte[]>> readToEnd(Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    Map<TopicPartition, Long> ends = ends();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    while (!isBehind(ends)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "a transaction has been open for %d s: committed records end at %s, all at %s"
                .formatted(atMost.toSeconds(), positions(), ends));
      }
      consumer.poll(Duration.ofMillis(100)).forEach(records::add);
    }
    return records;
  }

  private boolean isBehind(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private Map<TopicPartition, Long> positions() {
    return consumer.assignment().stream()
        .collect(Collectors.toMap(partition -> partition, consumer::position));
  }

  private Map<TopicPartition, Long> ends() throws InterruptedException {
    try (Admin admin = Admin.create(connection)) {
      return admin
          .listOffsets(
              consumer.assignment().stream()
                  .collect(
                      Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())),
              new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .all()
          .get()
          .entrySet()
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the ends of the topics cannot be read: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
