package io.clipstreams.cli;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.events.DeadLetter;
import io.clipstreams.cli.events.Reference;
import io.clipstreams.cli.events.TopicReader;
import io.clipstreams.schemas.Classification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** All that came out since this was made, by the reference that it answers. One thread. */
final class Answered implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<Reference, List<Classification>> classifications = new HashMap<>();
  private final Map<Reference, List<DeadLetter>> letters = new HashMap<>();
  private final TopicReader reader;
  private final Deserializer<Classification> deserializer;
  private final String deadLetterTopic;

  Answered(Cluster cluster) {
    deadLetterTopic = cluster.topics().deadLetters();
    deserializer = cluster.classifications();
    reader =
        new TopicReader(
            cluster.connection(),
            List.of(cluster.topics().classifications(), deadLetterTopic),
            false);
  }

  /** Reads until all have an answer, and then until nothing more comes for a moment. */
  boolean await(Collection<Reference> references) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    boolean quiet = false;
    while (System.nanoTime() < giveUp && !(quiet && all(references))) {
      quiet = !read();
    }
    return all(references);
  }

  private boolean all(Collection<Reference> references) {
    return references.stream()
        .allMatch(one -> classifications.containsKey(one) || letters.containsKey(one));
  }

  private boolean read() {
    boolean any = false;
    for (ConsumerRecord<byte[], byte[]> message : reader.poll(POLL)) {
      any = true;
      if (message.topic().equals(deadLetterTopic)) {
        DeadLetter letter = DeadLetter.of(message);
        letters.computeIfAbsent(letter.source(), source -> new ArrayList<>()).add(letter);
      } else {
        Classification answer = deserializer.deserialize(message.topic(), message.value());
        classifications
            .computeIfAbsent(Reference.of(answer.getSource()), source -> new ArrayList<>())
            .add(answer);
      }
    }
    return any;
  }

  Map<Reference, List<Classification>> classifications() {
    return classifications;
  }

  Map<Reference, List<DeadLetter>> letters() {
    return letters;
  }

  /** References that this version judged. */
  Set<Reference> answersBy(long version) {
    return classifications.entrySet().stream()
        .filter(
            entry ->
                entry.getValue().get(0).getResults().stream()
                    .allMatch(result -> result.getVersion() == version))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** References with more than one answer of whatever kind. */
  Set<Reference> doubled() {
    Set<Reference> doubled =
        classifications.entrySet().stream()
            .filter(entry -> entry.getValue().size() > 1 || letters.containsKey(entry.getKey()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    letters.forEach(
        (reference, all) -> {
          if (all.size() > 1) {
            doubled.add(reference);
          }
        });
    return doubled;
  }

  @Override
  public void close() {
    reader.close();
  }
}
