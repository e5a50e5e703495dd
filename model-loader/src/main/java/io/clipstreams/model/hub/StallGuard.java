package io.clipstreams.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes a stream on which nothing has come for a while, so that its reader fails instead of
 * waiting for ever. The reader calls {@link #progressed} on its own thread; the guard watches on
 * another.
 */
final class StallGuard implements AutoCloseable {

  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "clip-hub-stalls");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long last = System.nanoTime();

  StallGuard(InputStream stream, Duration limit) {
    long period = Math.max(1, limit.toMillis() / 4);
    watch.scheduleWithFixedDelay(
        () -> {
          if (System.nanoTime() - last > limit.toNanos()) {
            close(stream);
          }
        },
        period,
        period,
        TimeUnit.MILLISECONDS);
  }

  void progressed() {
    last = System.nanoTime();
  }

  private void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      watch.shutdown();
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
