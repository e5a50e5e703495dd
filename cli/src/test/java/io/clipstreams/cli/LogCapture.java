package io.clipstreams.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Takes what everything in this process logs, as it would be written, and shows nothing meanwhile.
 * One thread opens and closes it; any may log.
 */
final class LogCapture implements AutoCloseable {

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger own = (Logger) LoggerFactory.getLogger("io.clipstreams");
  private final Map<Logger, Level> levels = Map.of(root, root.getLevel(), own, own.getLevel());
  private final List<Appender<ILoggingEvent>> usual = new ArrayList<>();
  private final Lines lines = new Lines();

  LogCapture() {
    for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
      usual.add(all.next());
    }
    usual.forEach(root::detachAppender);
    lines.start(root);
    root.addAppender(lines);
    // As run -v does.
    root.setLevel(Level.INFO);
    own.setLevel(Level.DEBUG);
  }

  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines.written);
    }
  }

  @Override
  public void close() {
    root.detachAppender(lines);
    usual.forEach(root::addAppender);
    levels.forEach(Logger::setLevel);
  }

  private static final class Lines extends AppenderBase<ILoggingEvent> {

    private final PatternLayout layout = new PatternLayout();
    private final List<String> written = new ArrayList<>();

    void start(Logger logger) {
      setContext(logger.getLoggerContext());
      layout.setContext(logger.getLoggerContext());
      layout.setPattern("%level %logger %msg%n%ex");
      layout.start();
      start();
    }

    @Override
    protected void append(ILoggingEvent event) {
      synchronized (this) {
        written.add(layout.doLayout(event));
      }
    }
  }
}
