package io.clipstreams.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {

  private final OutputStreamAppender<ILoggingEvent> appender =
      (OutputStreamAppender<ILoggingEvent>)
          ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).getAppender("STDERR");
  private final Encoder<ILoggingEvent> text = appender.getEncoder();
  private final OutputStream stderr = appender.getOutputStream();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    Logging.asJson();
    appender.setOutputStream(written);
  }

  @AfterEach
  void restore() {
    appender.stop();
    appender.setEncoder(text);
    appender.setOutputStream(stderr);
    appender.start();
  }

  @Test
  void asJsonEachEventIsOneLineWithItsMessageAndItsException() throws Exception {
    LoggerFactory.getLogger("io.clipstreams.test")
        .warn("a \"quoted\" {}\nthing", 7, new IllegalStateException("why"));

    String log = written.toString(StandardCharsets.UTF_8);
    assertThat(log).hasLineCount(1).endsWith("\n");
    JsonNode line = new ObjectMapper().readTree(log);
    assertThat(line.get("level").asText()).isEqualTo("WARN");
    assertThat(line.get("loggerName").asText()).isEqualTo("io.clipstreams.test");
    assertThat(line.get("formattedMessage").asText()).isEqualTo("a \"quoted\" 7\nthing");
    assertThat(line.get("timestamp").asLong()).isPositive();
    assertThat(line.at("/throwable/message").asText()).isEqualTo("why");
  }
}
