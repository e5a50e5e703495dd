package io.clipstreams.topology.work;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts the milliseconds during which this process was running. Time in which it was stopped, or
 * the machine slept, does not count: nobody was trying anything then. A watchdog ticks; a tick that
 * is late by more than a second shows a stop, and the clock stands from a second after the tick
 * that came last. Any thread may read.
 */
public final class RunningClock implements LongSupplier {

  /** How often the watchdog ticks. */
  public static final long TICK_MILLIS = 250;

  private static final long LONGEST_STEP = TICK_MILLIS + 1_000;

  private final LongSupplier clock;
  private long lastTick;
  private long stopped;

  public RunningClock() {
    this(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  /**
   * @param clock in milliseconds; never goes back
   */
  public RunningClock(LongSupplier clock) {
    this.clock = clock;
    this.lastTick = clock.getAsLong();
  }

  /** Running milliseconds since some moment in the past. Never goes back. */
  @Override
  public synchronized long getAsLong() {
    return Math.min(clock.getAsLong(), lastTick + LONGEST_STEP) - stopped;
  }

  /**
   * To be called every {@link #TICK_MILLIS}, by one thread.
   *
   * @return for how long the process stood still just now, in milliseconds
   */
  public synchronized long tick() {
    long now = clock.getAsLong();
    long gap = Math.max(0, now - lastTick - LONGEST_STEP);
    stopped += gap;
    lastTick = now;
    return gap;
  }
}
