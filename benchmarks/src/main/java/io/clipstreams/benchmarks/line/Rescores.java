package io.clipstreams.benchmarks.line;

import io.clipstreams.topology.config.ClipStreamsConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads when stored images were judged again, under read_committed. One thread uses it. */
final class Rescores implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;

  Rescores(ClipStreamsConfig config) {
    Map<String, Object> settings = new HashMap<>(config.clientSettings());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(config.topics().rescored().orElseThrow()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
    consumer.seekToBeginning(consumer.assignment());
  }

  /**
   * Reads until a sweep is over: nothing has come for so long after something has.
   *
   * @param patience for the first
   * @return when each was judged, in milliseconds since the epoch, in order
   */
  List<Long> readToEnd(Duration quiet, Duration patience) {
    List<Long> times = new ArrayList<>();
    long last = System.nanoTime();
    while (System.nanoTime() - last < (times.isEmpty() ? patience : quiet).toNanos()) {
      int before = times.size();
      consumer.poll(POLL).forEach(record -> times.add(record.timestamp()));
      if (times.size() > before) {
        last = System.nanoTime();
      }
    }
    if (times.isEmpty()) {
      throw new IllegalStateException(
          "no stored image was judged again within %d s".formatted(patience.toSeconds()));
    }
    Collections.sort(times);
    return times;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
