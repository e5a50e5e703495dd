package io.clipstreams.topology.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StreamsSettingsTest {

  private static final String HANDLER_FOR_THE_GLOBAL_THREAD =
      "processing.exception.handler.global.enabled";

  private final Map<String, Object> settings =
      new ClipStreamsConfig(
              Map.of("bootstrap.servers", "nowhere:9092", "schema.registry.url", "http://nowhere"))
          .streamsSettings();

  @Test
  void theGlobalThreadHasAnExceptionHandler() {
    assertThat(new StreamsConfig(settings).getBoolean(HANDLER_FOR_THE_GLOBAL_THREAD)).isTrue();
  }

  @Test
  void neitherStreamsNorItsPartitionAssignorWarnsOfTheSettings() {
    Logger logger = (Logger) LoggerFactory.getLogger(StreamsConfig.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      StreamsConfig streams = new StreamsConfig(settings);
      // The assignor gets the consumer's settings and reads them as Streams' own.
      new StreamsConfig(new HashMap<>(streams.getMainConsumerConfigs("group", "client", 0)));
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
  }
}
