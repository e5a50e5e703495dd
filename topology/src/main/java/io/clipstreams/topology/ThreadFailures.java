package io.clipstreams.topology;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers exceptions that end a stream thread: the thread is replaced, since most of them pass (a
 * broker that was away, a zombie that was fenced). When it happens again and again it is not one of
 * these, and the application stops. Called by the dying threads, several at a time.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
  private static final int TOLERATED = 3;
  private static final long WITHIN_MILLIS = 60_000;

  private final Deque<Long> recent = new ArrayDeque<>();
  private final LongSupplier runningMillis;
  private final Consumer<Throwable> giveUp;

  ThreadFailures(LongSupplier runningMillis, Consumer<Throwable> giveUp) {
    this.runningMillis = runningMillis;
    this.giveUp = giveUp;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable error) {
    if (error instanceof Error || isTooMany()) {
      LOG.error("A stream thread died, and this instance stops", error);
      giveUp.accept(error);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.warn("A stream thread died and is replaced", error);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private synchronized boolean isTooMany() {
    long now = runningMillis.getAsLong();
    recent.removeIf(died -> now - died > WITHIN_MILLIS);
    recent.add(now);
    return recent.size() > TOLERATED;
  }
}
