package io.clipstreams.cli.deadletters;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.events.TopicSnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The dead letters that are committed at the moment when it is opened. One thread. */
final class LetterTopic implements AutoCloseable {

  private final String topic;
  private final TopicSnapshot snapshot;

  /**
   * @throws CliException when the topic does not exist
   */
  LetterTopic(Cluster cluster) {
    topic = cluster.topics().deadLetters();
    snapshot = new TopicSnapshot(cluster, topic);
  }

  /**
   * Reads all, partition by partition as they come.
   *
   * @param since leaves out what comes before the first of this time
   * @param reader answers whether it wants more
   */
  void read(Optional<Instant> since, Predicate<Letter> reader) {
    Predicate<ConsumerRecord<byte[], byte[]>> each = message -> reader.test(new Letter(message));
    since.ifPresentOrElse(
        time -> snapshot.readSince(time, each), () -> snapshot.read(each, behind -> {}));
  }

  /**
   * The dead letter that stands there.
   *
   * @throws CliException when there is none
   */
  Letter at(Position position) {
    return snapshot
        .at(position.partition(), position.offset())
        .map(Letter::new)
        .orElseThrow(
            () -> new CliException("there is no dead letter %s in %s".formatted(position, topic)));
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
