package io.clipstreams.topology.config;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;

import io.clipstreams.topology.source.ArrivalTimestamp;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/** Our settings and defaults in the words of Kafka Streams; what users pass through comes last. */
final class StreamsSettings {

  /** Room for a dead letter: an input of 1 MiB, the usual limit, with its reason. */
  static final int MAX_REQUEST_BYTES = 2 * 1024 * 1024;

  /** Deprecated as a constant only because a later version will always do so. */
  private static final String GLOBAL_EXCEPTION_HANDLER =
      "processing.exception.handler.global.enabled";

  private static final int LONGEST_HEARTBEAT_MS = 3_000;

  /** Under at_least_once answers leave when the producer sends, and Streams waits for 100 ms. */
  private static final int LINGER_MS = 5;

  private final ClipStreamsConfig config;

  StreamsSettings(ClipStreamsConfig config) {
    this.config = config;
  }

  Map<String, Object> toMap() {
    Map<String, Object> all = new HashMap<>(config.clientSettings());
    putOurs(all);
    putDefaults(all);
    putPassedThrough(all);
    return all;
  }

  private void putOurs(Map<String, Object> all) {
    KafkaSettings kafka = config.kafka();
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.applicationId());
    all.put(StreamsConfig.STATE_DIR_CONFIG, kafka.stateDir().toString());
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, kafka.streamThreads());
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, kafka.processingGuarantee());
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, kafka.commitInterval().toMillis());
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.topics().replicationFactor());
    kafka
        .applicationServer()
        .ifPresent(address -> all.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address));
    int session = (int) kafka.sessionTimeout().toMillis();
    all.put(consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
    all.put(
        consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        Math.min(session / 3, LONGEST_HEARTBEAT_MS));
  }

  private void putDefaults(Map<String, Object> all) {
    // Results of other threads are forwarded after poll has returned: this bounds idle latency.
    all.put(StreamsConfig.POLL_MS_CONFIG, 10L);
    // What was read before the consumer was paused is stored all the same: keep it little.
    all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 8);
    all.put(mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 32);
    all.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
    if (config.kafka().processingGuarantee().equals(StreamsConfig.AT_LEAST_ONCE)) {
      all.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MS);
    }
    all.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, ArrivalTimestamp.class);
    all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    all.put(GLOBAL_EXCEPTION_HANDLER, true);
    // The partition assignor reads the consumer's settings as if they were Streams' own, and would
    // warn that this one is off.
    all.put(mainConsumerPrefix(GLOBAL_EXCEPTION_HANDLER), true);
  }

  private void putPassedThrough(Map<String, Object> all) {
    config.originals().forEach((key, value) -> passThrough(all, key, value));
    if (!"classic".equals(all.getOrDefault(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic"))) {
      throw new ConfigException(
          ClipStreamsConfig.STREAMS_PREFIX
              + StreamsConfig.GROUP_PROTOCOL_CONFIG
              + " must be classic: pausing the image topics needs it");
    }
  }

  private static void passThrough(Map<String, Object> all, String key, Object value) {
    if (key.startsWith(ClipStreamsConfig.STREAMS_PREFIX)) {
      String theirs = key.substring(ClipStreamsConfig.STREAMS_PREFIX.length());
      if (ClipStreamsConfig.definition().names().contains(theirs)) {
        throw new ConfigException("Write %s instead of %s".formatted(theirs, key));
      }
      all.put(theirs, value);
    } else if (key.startsWith(ClipStreamsConfig.CONSUMER_PREFIX)) {
      String theirs = key.substring(ClipStreamsConfig.CONSUMER_PREFIX.length());
      // The main consumer's own default would win over a setting for all consumers.
      all.remove(mainConsumerPrefix(theirs));
      all.put(key, value);
    } else if (key.startsWith(ClipStreamsConfig.PRODUCER_PREFIX)) {
      all.put(key, value);
    }
  }
}
