package io.clipstreams.topology.backpressure;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Pauses the image topics of one consumer while the backlog is full. Kafka Streams pauses and
 * resumes partitions as well: a partition for which it has called last is its own, and only those
 * that were paused here, and are still assigned, are resumed here. For the consumer's thread.
 */
final class SourcePauser {

  private final Set<String> topics;
  private final Backlog backlog;
  private final Set<TopicPartition> pausedHere = new HashSet<>();

  /**
   * @param topics those that may be paused
   */
  SourcePauser(Set<String> topics, Backlog backlog) {
    this.topics = Set.copyOf(topics);
    this.backlog = backlog;
  }

  /** To be called before each poll. */
  void beforePoll(Consumer<?, ?> consumer) {
    if (backlog.isFull()) {
      pause(consumer);
    } else if (backlog.isLow() && !pausedHere.isEmpty()) {
      pausedHere.retainAll(consumer.assignment());
      consumer.resume(Set.copyOf(pausedHere));
      pausedHere.clear();
    }
  }

  private void pause(Consumer<?, ?> consumer) {
    Set<TopicPartition> toPause = new HashSet<>(consumer.assignment());
    toPause.removeIf(partition -> !topics.contains(partition.topic()));
    toPause.removeAll(consumer.paused());
    if (!toPause.isEmpty()) {
      consumer.pause(Set.copyOf(toPause));
      pausedHere.addAll(toPause);
    }
  }

  /** Kafka Streams has paused or resumed these itself. */
  void taken(Collection<TopicPartition> partitions) {
    pausedHere.removeAll(Set.copyOf(partitions));
  }
}
