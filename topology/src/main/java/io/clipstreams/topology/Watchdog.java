package io.clipstreams.topology;

import io.clipstreams.topology.batch.DeviceFailedException;
import io.clipstreams.topology.work.RunningClock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ticks the running clock, and ends a process that cannot go on: because a batch does not return,
 * or because it stood still for so long that a standby may have missed deletions. One thread.
 */
final class Watchdog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  private final RunningClock clock;
  private final LongSupplier longestBatchMillis;
  private final Duration batchDeadline;
  private final Duration deletionsKept;
  private final Consumer<Throwable> giveUp;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Threads.daemon("clip-watchdog"));

  /**
   * @param longestBatchMillis for how long the longest batch has been under way
   * @param giveUp told when the process must end; perhaps several times
   */
  Watchdog(
      RunningClock clock,
      LongSupplier longestBatchMillis,
      Duration batchDeadline,
      Duration deletionsKept,
      Consumer<Throwable> giveUp) {
    this.clock = clock;
    this.longestBatchMillis = longestBatchMillis;
    this.batchDeadline = batchDeadline;
    this.deletionsKept = deletionsKept;
    this.giveUp = giveUp;
  }

  void start() {
    // The clock was made before: what passed since then, in a busy start, is no standstill.
    clock.tick();
    timer.scheduleWithFixedDelay(
        this::tick, RunningClock.TICK_MILLIS, RunningClock.TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  void tick() {
    try {
      checkPause(clock.tick());
      checkBatch();
    } catch (RuntimeException | Error e) {
      // An exception would end the schedule, and with it every deadline.
      LOG.error("The watchdog failed", e);
      giveUp.accept(e);
    }
  }

  private void checkPause(long stoodMillis) {
    if (stoodMillis == 0) {
      return;
    }
    LOG.warn("The process stood still for {} ms; deadlines are shifted", stoodMillis);
    // Half of it, since the time before the deletion is written and read counts as well.
    if (stoodMillis > deletionsKept.toMillis() / 2) {
      giveUp.accept(
          new IllegalStateException(
              "The process stood still for %d s: its stores may have missed deletions. Start it"
                      .formatted(stoodMillis / 1_000)
                  + " again, it then begins with empty stores."));
    }
  }

  private void checkBatch() {
    long millis = longestBatchMillis.getAsLong();
    if (millis > batchDeadline.toMillis()) {
      giveUp.accept(
          new DeviceFailedException(
              "A batch has not returned from the device for %d s".formatted(millis / 1_000), null));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
