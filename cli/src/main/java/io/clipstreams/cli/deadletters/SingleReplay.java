package io.clipstreams.cli.deadletters;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends the input of one dead letter again. */
public final class SingleReplay {

  private SingleReplay() {}

  /**
   * Sends it, and waits until it is there.
   *
   * @return where it is now, such as {@code clip.images-3@17}
   * @throws CliException when there is no such dead letter, or a reason not to send it again
   */
  public static String of(Cluster cluster, Position position) throws InterruptedException {
    try (LetterTopic letters = new LetterTopic(cluster);
        Producer<byte[], byte[]> producer = Replay.producer(cluster)) {
      Letter letter = letters.at(position);
      Replay replay = new Replay(cluster.topics(), Replay.USUAL_MOST);
      Optional<String> obstacle = replay.obstacle(letter);
      if (obstacle.isPresent()) {
        throw new CliException("not sent again: " + obstacle.get());
      }
      int partitions = producer.partitionsFor(letter.sourceTopic().orElseThrow()).size();
      RecordMetadata sent = producer.send(replay.input(letter, partitions)).get();
      return sent.toString();
    } catch (ExecutionException e) {
      throw new CliException("could not be sent: " + e.getCause(), e.getCause());
    }
  }
}
