package io.clipstreams.topology.backpressure;

import io.clipstreams.topology.metrics.LoopRounds;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A stream thread's producer, which tells how long the thread waits in it: for a transaction, or
 * for room and metadata when it sends.
 */
final class TimedProducer extends KafkaProducer<byte[], byte[]> {

  private final LoopRounds rounds;

  TimedProducer(Map<String, Object> config, LoopRounds rounds) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.rounds = rounds;
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
    return rounds.supplyWaiting(() -> super.send(message, callback));
  }

  @Override
  public void initTransactions() {
    rounds.runWaiting(super::initTransactions);
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    rounds.runWaiting(() -> super.sendOffsetsToTransaction(offsets, group));
  }

  @Override
  public void commitTransaction() {
    rounds.runWaiting(super::commitTransaction);
  }

  @Override
  public void abortTransaction() {
    rounds.runWaiting(super::abortTransaction);
  }

  @Override
  public void flush() {
    rounds.runWaiting(super::flush);
  }
}
