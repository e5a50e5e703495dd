package io.clipstreams.topology.backpressure;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Gives Kafka Streams the clients that it would have anyway, but main consumers that stop reading
 * image topics while the backlog is full.
 */
public final class PausingClientSupplier implements KafkaClientSupplier {

  private final Set<String> imageTopics;
  private final Backlog backlog;

  public PausingClientSupplier(Set<String> imageTopics, Backlog backlog) {
    this.imageTopics = imageTopics;
    this.backlog = backlog;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new PausingConsumer(config, new SourcePauser(imageTopics, backlog));
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
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  /** Kafka's own consumer; its pause and resume are called by Streams, and by us through super. */
  private static final class PausingConsumer extends KafkaConsumer<byte[], byte[]> {

    private final SourcePauser pauser;

    PausingConsumer(Map<String, Object> config, SourcePauser pauser) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.pauser = pauser;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      pauser.beforePoll(this);
      return super.poll(timeout);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
      super.pause(partitions);
      pauser.taken(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
      super.resume(partitions);
      pauser.taken(partitions);
    }
  }
}
