package io.clipstreams.topology;

import io.clipstreams.topology.batch.DeviceFailedException;
import io.clipstreams.topology.batch.MicroBatcher;
import io.clipstreams.topology.work.RunningClock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ticks the running clock, and ends a process that cannot go on: because a batch does not return,
 * or because it stood still for so long that a standby may have missed deletions. One thread.
 */
final class Watchdog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  private final RunningClock clock;
  private final MicroBatcher batcher;
  private final Duration batchDeadline;
  private final Duration deletionsKept;
  private final Consumer<Throwable> giveUp;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Threads.daemon("clip-watchdog"));

  Watchdog(
      RunningClock clock,
      MicroBatcher batcher,
      Duration batchDeadline,
      Duration deletionsKept,
      Consumer<Throwable> giveUp) {
    this.clock = clock;
    this.batcher = batcher;
    this.batchDeadline = batchDeadline;
    this.deletionsKept = deletionsKept;
    this.giveUp = giveUp;
  }

  void start() {
    timer.scheduleWithFixedDelay(
        this::tick, RunningClock.TICK_MILLIS, RunningClock.TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      checkPause(clock.tick());
      checkBatch();
    } catch (RuntimeException e) {
      // An exception would end the schedule, and with it every deadline.
      LOG.error("The watchdog failed", e);
      giveUp.accept(e);
    }
  }

  private void checkPause(long stoodMillis) {
    if (stoodMillis == 0) {
      return;
    }
    LOG.warn("The process stood still for {} s; deadlines are shifted", stoodMillis / 1_000);
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
    long millis = batcher.longestBatchMillis();
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
