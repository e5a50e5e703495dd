package io.clipstreams.topology.testing;

import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;

/** Contexts for a processor alone. */
public final class MockContexts {

  private MockContexts() {}

  /** One about which Kafka Streams has nothing to warn of. */
  public static <K, V> MockProcessorContext<K, V> create() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
    settings.put("processing.exception.handler.global.enabled", true);
    return new MockProcessorContext<>(settings, new TaskId(0, 0), null);
  }
}
