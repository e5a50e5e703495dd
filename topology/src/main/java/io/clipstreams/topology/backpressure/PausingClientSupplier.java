package io.clipstreams.topology.backpressure;

import io.clipstreams.topology.metrics.LoopRounds;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Gives Kafka Streams the clients that it would have anyway, but main consumers that stop reading
 * image topics while the backlog is full, and clients of stream threads whose waiting is timed.
 */
public final class PausingClientSupplier implements KafkaClientSupplier {

  private final Set<String> imageTopics;
  private final Backlog backlog;
  private final LoopRounds rounds;

  /**
   * @param imageTopics those that are not read while the backlog is full
   * @param rounds told when stream threads poll and wait
   */
  public PausingClientSupplier(Set<String> imageTopics, Backlog backlog, LoopRounds rounds) {
    this.imageTopics = imageTopics;
    this.backlog = backlog;
    this.rounds = rounds;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new ImageConsumer(config, new SourcePauser(imageTopics, backlog), rounds);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return plainConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return plainConsumer(config);
  }

  private static Consumer<byte[], byte[]> plainConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new TimedProducer(config, rounds);
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }
}
