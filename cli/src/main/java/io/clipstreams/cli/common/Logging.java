package io.clipstreams.cli.common;

import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Sets the levels of the logs; where they go stands in logback.xml. */
public final class Logging {

  private Logging() {}

  public static void configure(Verbosity verbosity) {
    logger(Logger.ROOT_LOGGER_NAME).setLevel(verbosity.libraries);
    logger("io.clipstreams").setLevel(verbosity.own);
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
