package io.clipstreams.benchmarks.verifier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The output topics of one application. {@link #awaitAll} follows them until every reference has an
 * answer; {@link #readAll} reads them afresh, for the count. For one thread.
 */
public final class Answers {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> connection;
  private final Set<String> topics;
  private final FoundReader reader;

  /**
   * @param connection how Kafka's clients connect
   * @param registry the schema registry's address
   */
  public Answers(
      Map<String, Object> connection,
      String registry,
      String classificationsTopic,
      String deadLettersTopic) {
    this.connection = Map.copyOf(connection);
    this.topics = Set.of(classificationsTopic, deadLettersTopic);
    this.reader = new FoundReader(classificationsTopic, new WireValues(registry));
  }

  /**
   * Waits until each of these has an answer.
   *
   * @param patience how long nothing new may come before this gives up
   * @return how many still have none
   */
  public int awaitAll(Set<Coordinates> references, Duration patience) {
    Set<Coordinates> missing = new HashSet<>(references);
    try (OutputTopics output = new OutputTopics(connection, topics)) {
      long deadline = System.nanoTime() + patience.toNanos();
      while (!missing.isEmpty() && System.nanoTime() < deadline) {
        int before = missing.size();
        for (ConsumerRecord<byte[], byte[]> record : output.poll(POLL)) {
          Found found = reader.read(record);
          if (found instanceof Found.Classified classified) {
            missing.remove(classified.source());
          } else if (found instanceof Found.Letter letter) {
            missing.remove(letter.source());
          }
        }
        if (missing.size() < before) {
          deadline = System.nanoTime() + patience.toNanos();
        }
      }
    }
    return missing.size();
  }

  /** All that stands in the topics, each partition in its order. */
  public List<Found> readAll(Duration atMost) throws InterruptedException {
    List<Found> found = new ArrayList<>();
    try (OutputTopics output = new OutputTopics(connection, topics)) {
      output.readToEnd(atMost).forEach(record -> found.add(reader.read(record)));
    }
    return found;
  }
}
