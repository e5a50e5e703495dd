package io.clipstreams.cli.common;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.LoggerFactory;

/** Sets levels and form of the logs; where they go stands in logback.xml. */
public final class Logging {

  private static final String APPENDER = "STDERR";

  private Logging() {}

  /** From now on each line is a JSON object: timestamp, level, threadName, loggerName, … */
  public static void asJson() {
    Logger root = logger(Logger.ROOT_LOGGER_NAME);
    OutputStreamAppender<ILoggingEvent> appender =
        (OutputStreamAppender<ILoggingEvent>) root.getAppender(APPENDER);
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(root.getLoggerContext());
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithFormattedMessage(true);
    encoder.start();
    appender.stop();
    appender.setEncoder(encoder);
    appender.start();
  }

  public static void configure(Verbosity verbosity) {
    logger(Logger.ROOT_LOGGER_NAME).setLevel(verbosity.libraries);
    logger("io.clipstreams").setLevel(verbosity.own);
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
