package io.clipstreams.cli.events;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.schemas.Classification;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Waits for what becomes of references that are submitted after {@link #begin}. One thread. */
final class AnswerWait implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final TopicReader reader;
  private final String deadLetterTopic;
  private final Deserializer<Classification> deserializer;
  private boolean refused;
  private int unanswered;

  private AnswerWait(
      TopicReader reader, String deadLetterTopic, Deserializer<Classification> deserializer) {
    this.reader = reader;
    this.deadLetterTopic = deadLetterTopic;
    this.deserializer = deserializer;
  }

  static AnswerWait begin(Cluster cluster) {
    List<String> topics =
        List.of(cluster.topics().classifications(), cluster.topics().deadLetters());
    return new AnswerWait(
        new TopicReader(cluster.connection(), topics, false),
        cluster.topics().deadLetters(),
        cluster.classifications());
  }

  /**
   * Prints the answers as they come.
   *
   * @return whether all were classified; a dead letter is no classification
   */
  boolean await(
      Collection<Reference> references,
      Duration patience,
      PrintWriter out,
      ClassificationLines lines) {
    Set<Reference> open = new HashSet<>(references);
    long lastAnswer = System.nanoTime();
    while (!open.isEmpty() && System.nanoTime() - lastAnswer < patience.toNanos()) {
      for (ConsumerRecord<byte[], byte[]> message : reader.poll(POLL)) {
        if (answer(message, open, out, lines)) {
          lastAnswer = System.nanoTime();
        }
      }
    }
    unanswered = open.size();
    return open.isEmpty() && !refused;
  }

  /** How many had no answer when {@link #await} gave up. */
  int unanswered() {
    return unanswered;
  }

  private boolean answer(
      ConsumerRecord<byte[], byte[]> message,
      Set<Reference> open,
      PrintWriter out,
      ClassificationLines lines) {
    if (message.topic().equals(deadLetterTopic)) {
      DeadLetter letter = DeadLetter.of(message);
      if (open.remove(letter.source())) {
        refused = true;
        out.println(lines.of(letter));
        return true;
      }
      return false;
    }
    Classification answer = deserializer.deserialize(message.topic(), message.value());
    if (open.remove(Reference.of(answer.getSource()))) {
      lines.of(answer, System.currentTimeMillis()).forEach(out::println);
      return true;
    }
    return false;
  }

  @Override
  public void close() {
    reader.close();
  }
}
