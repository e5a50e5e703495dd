package io.clipstreams.topology.labels.client;

import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.content.LabelKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Sets, reads and deletes label sets through the topics, as people do with the command line. Every
 * method blocks. Safe for use by many threads: each call has clients of its own.
 */
public final class LabelSetClient {

  /** As {@code ifVersion}: the set must not exist yet. */
  public static final long ABSENT = -1;

  private final Map<String, Object> clientSettings;
  private final LabelSettings settings;
  private final Serializer<LabelSet> definitions;
  private final Deserializer<LabelRecord> records;

  /**
   * @param clientSettings of Kafka's clients: {@code bootstrap.servers} and security
   */
  public LabelSetClient(
      Map<String, Object> clientSettings, LabelSettings settings, AvroSerdes serdes) {
    this.clientSettings = Map.copyOf(clientSettings);
    this.settings = settings;
    this.definitions = serdes.valueSerde(LabelSet.class).serializer();
    this.records = serdes.valueSerde(LabelRecord.class).deserializer();
  }

  /**
   * Writes a definition, in parts if it is large, and waits until it is accepted or refused.
   *
   * @param ifVersion the version that it must replace, or {@link #ABSENT}; empty: whichever
   * @throws IllegalArgumentException when the name cannot be a label set's
   */
  public Outcome set(
      String labelSet, LabelSet definition, OptionalLong ifVersion, Duration timeout) {
    LabelSet.Builder written = LabelSet.newBuilder(definition);
    ifVersion.ifPresent(written::setExpectedVersion);
    LabelSet toWrite = written.build();
    return writeAndWait(labelSet, writer -> writer.write(labelSet, toWrite), timeout);
  }

  /** Deletes a set and waits until it is gone. A set that does not exist is deleted just so. */
  public Outcome delete(String labelSet, Duration timeout) {
    return writeAndWait(labelSet, writer -> writer.delete(labelSet), timeout);
  }

  /** The sets that judge images now, by name. */
  public List<LabelSetSummary> list() {
    return contents().summaries();
  }

  /** The current version of a set, with the definition as it would be written again. */
  public Optional<PublishedLabelSet> get(String labelSet) {
    return contents().current(labelSet);
  }

  /** A version of a set that is kept; empty when it is not, or is a deletion. */
  public Optional<PublishedLabelSet> get(String labelSet, long version) {
    return contents().version(labelSet, version);
  }

  /** The versions of a set that are kept, lowest first; the last is in force. */
  public List<LabelSetVersion> versions(String labelSet) {
    return contents().versions(labelSet);
  }

  /**
   * Publishes the content of an earlier version as a new one, which names it. Refused when somebody
   * else has changed the set meanwhile.
   *
   * @throws NoSuchVersionException when that version is not kept, is a deletion, or is in force
   */
  public Outcome rollback(String labelSet, long version, Duration timeout) {
    Contents contents = contents();
    List<LabelSetVersion> kept = contents.versions(labelSet);
    PublishedLabelSet content =
        contents
            .version(labelSet, version)
            .orElseThrow(
                () ->
                    new NoSuchVersionException(
                        "label set %s has no version %d to go back to; kept are %s"
                            .formatted(labelSet, version, described(kept))));
    LabelSetVersion current = kept.get(kept.size() - 1);
    if (current.version() == version) {
      throw new NoSuchVersionException(
          "version %d of label set %s is in force already".formatted(version, labelSet));
    }
    LabelSet definition = LabelSet.newBuilder(content.definition()).setRollbackOf(version).build();
    long expected = current.deleted() ? ABSENT : current.version();
    return set(labelSet, definition, OptionalLong.of(expected), timeout);
  }

  private static String described(List<LabelSetVersion> versions) {
    return versions.isEmpty()
        ? "none"
        : versions.stream()
            .map(kept -> kept.version() + (kept.deleted() ? " (a deletion)" : ""))
            .collect(Collectors.joining(", "));
  }

  private Contents contents() {
    Contents contents = new Contents();
    read(
        key -> !key.startsWith(LabelKeys.VECTOR),
        (key, value) -> contents.put(key, value == null ? null : value.getBody()));
    return contents;
  }

  /**
   * Reads all that is published: vectors, pages and manifests, as the topic has them.
   *
   * @param action takes a key and its value, null for a deletion
   */
  public void readAll(BiConsumer<String, LabelRecord> action) {
    read(key -> true, action);
  }

  private void read(Predicate<String> wanted, BiConsumer<String, LabelRecord> action) {
    try (TopicReader reader = new TopicReader(clientSettings, List.of(settings.vectorsTopic()))) {
      reader.readAll(
          record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (wanted.test(key)) {
              action.accept(key, records.deserialize(record.topic(), record.value()));
            }
          });
    }
  }

  private Outcome writeAndWait(
      String labelSet, ToLongFunction<DefinitionWriter> write, Duration timeout) {
    LabelKeys.problemWithName(labelSet)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    List<String> answers = List.of(settings.vectorsTopic(), settings.deadLettersTopic());
    try (TopicReader reader = new TopicReader(clientSettings, answers);
        DefinitionWriter writer =
            new DefinitionWriter(clientSettings, settings.definitionsTopic(), definitions)) {
      // Before it is written: the answer may come at once.
      reader.skipToEnd();
      long version = write.applyAsLong(writer);
      long deadline = System.nanoTime() + timeout.toNanos();
      while (System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
          Optional<Outcome> answer = answer(record, labelSet, version);
          if (answer.isPresent()) {
            return answer.get();
          }
        }
      }
      return new Outcome.TimedOut(version);
    }
  }

  private Optional<Outcome> answer(
      ConsumerRecord<byte[], byte[]> record, String labelSet, long version) {
    return record.topic().equals(settings.deadLettersTopic())
        ? refusal(record, version)
        : acceptance(record, labelSet, version);
  }

  /** A manifest comes last, so that the version is complete when it is there. */
  private Optional<Outcome> acceptance(
      ConsumerRecord<byte[], byte[]> record, String labelSet, long version) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (!key.startsWith(LabelKeys.MANIFEST) || record.value() == null) {
      return Optional.empty();
    }
    LabelManifest manifest =
        (LabelManifest) records.deserialize(record.topic(), record.value()).getBody();
    boolean ours = manifest.getLabelSet().equals(labelSet) && manifest.getVersion() == version;
    return ours ? Optional.of(new Outcome.Accepted(version)) : Optional.empty();
  }

  private Optional<Outcome> refusal(ConsumerRecord<byte[], byte[]> record, long version) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    boolean ours =
        settings.definitionsTopic().equals(headers.get(DeadLetterHeaders.TOPIC))
            && Long.toString(version).equals(headers.get(DeadLetterHeaders.OFFSET));
    return ours
        ? Optional.of(
            new Outcome.Refused(
                headers.get(DeadLetterHeaders.REASON), headers.get(DeadLetterHeaders.MESSAGE)))
        : Optional.empty();
  }
}
