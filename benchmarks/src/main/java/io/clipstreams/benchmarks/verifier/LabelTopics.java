package io.clipstreams.benchmarks.verifier;

import io.clipstreams.benchmarks.verifier.LabelHistory.Version;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Learns the history of one label set: its versions from whoever writes them, and from the topic of
 * manifests when each was committed. {@link #run} belongs on a thread of its own; any thread may
 * call the others.
 */
public final class LabelTopics implements Runnable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> connection;
  private final WireValues values;
  private final String vectorsTopic;
  private final String labelSet;
  private final NavigableMap<Long, Version> written = new TreeMap<>();
  private final Map<Long, Long> currentAt = new ConcurrentHashMap<>();
  private volatile boolean ended;

  public LabelTopics(
      Map<String, Object> connection, String registry, String vectorsTopic, String labelSet) {
    this.connection = Map.copyOf(connection);
    this.values = new WireValues(registry);
    this.vectorsTopic = vectorsTopic;
    this.labelSet = labelSet;
  }

  /** A definition was written, and this is the version that it became. */
  public synchronized void written(long version, int generation, long at) {
    written.put(version, new Version(version, generation, at, OptionalLong.empty()));
  }

  /** Whether a consumer of committed records has seen the version's manifest. */
  public boolean isCurrent(long version) {
    return currentAt.containsKey(version);
  }

  /** Notes when manifests come, until {@link #end}. */
  @Override
  public void run() {
    try (OutputTopics topics = new OutputTopics(connection, Set.of(vectorsTopic))) {
      while (!ended) {
        for (ConsumerRecord<byte[], byte[]> record : topics.poll(POLL)) {
          note(record);
        }
      }
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      GenericRecord body = (GenericRecord) values.read(record.value()).get("body");
      if (body.getSchema().getName().equals("LabelManifest")
          && body.get("labelSet").toString().equals(labelSet)) {
        currentAt.putIfAbsent((Long) body.get("version"), System.currentTimeMillis());
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s@%d cannot be read: %s".formatted(vectorsTopic, record.offset(), e.getMessage()), e);
    }
  }

  public void end() {
    ended = true;
  }

  /**
   * What is known now.
   *
   * @param definitionsTopic as of {@link LabelHistory}
   * @param learningTime as of {@link LabelHistory}
   */
  public synchronized LabelHistory history(String definitionsTopic, Duration learningTime) {
    List<Version> versions =
        written.values().stream()
            .map(
                version ->
                    new Version(
                        version.number(),
                        version.generation(),
                        version.writtenAt(),
                        currentAt.containsKey(version.number())
                            ? OptionalLong.of(currentAt.get(version.number()))
                            : OptionalLong.empty()))
            .toList();
    return new LabelHistory(definitionsTopic, versions, learningTime);
  }
}
