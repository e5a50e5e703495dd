package io.clipstreams.topology.backpressure;

import io.clipstreams.topology.metrics.LoopRounds;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A stream thread's main consumer. Before each poll it pauses or resumes the image topics; and its
 * polls divide the thread's time into rounds. Pause and resume are called by Streams, and by us
 * through super.
 */
final class ImageConsumer extends KafkaConsumer<byte[], byte[]> {

  private final SourcePauser pauser;
  private final LoopRounds rounds;

  ImageConsumer(Map<String, Object> config, SourcePauser pauser, LoopRounds rounds) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.pauser = pauser;
    this.rounds = rounds;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    rounds.end();
    try {
      pauser.beforePoll(this);
      return super.poll(timeout);
    } finally {
      rounds.begin();
    }
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

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    rounds.runWaiting(() -> super.commitSync(offsets));
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    return rounds.supplyWaiting(() -> super.committed(partitions));
  }
}
