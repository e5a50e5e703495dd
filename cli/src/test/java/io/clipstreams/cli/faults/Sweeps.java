package io.clipstreams.cli.faults;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.events.TopicReader;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.topology.config.ClipStreamsConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** The committed answers of sweeps: how often each version has judged each image. One thread. */
final class Sweeps implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final TopicReader reader;
  private final Deserializer<Classification> answers;
  private final Map<Long, Map<String, Integer>> judged = new HashMap<>();

  /** Reads what comes from now on. */
  Sweeps(ClipStreamsConfig config) {
    Cluster cluster = new Cluster(config);
    reader =
        new TopicReader(
            cluster.connection(), List.of(config.topics().rescored().orElseThrow()), false);
    answers = cluster.classifications();
  }

  /** Reads until a version has judged so many images, or until time is over. */
  void await(long version, int images, Duration patience) {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (judgedBy(version).size() < images && System.nanoTime() < giveUp) {
      read(POLL);
    }
  }

  /** Reads all that is still to come. */
  void settle(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      read(POLL);
    }
  }

  private void read(Duration timeout) {
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(timeout)) {
      Classification answer = answers.deserialize(record.topic(), record.value());
      for (LabelSetResult result : answer.getResults()) {
        judged
            .computeIfAbsent(result.getVersion(), version -> new HashMap<>())
            .merge(answer.getImageId(), 1, Integer::sum);
      }
    }
  }

  /** How often each image was judged by it. */
  Map<String, Integer> judgedBy(long version) {
    return judged.getOrDefault(version, Map.of());
  }

  @Override
  public void close() {
    reader.close();
  }
}
