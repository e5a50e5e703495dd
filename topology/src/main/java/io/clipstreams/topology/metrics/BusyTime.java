package io.clipstreams.topology.metrics;

import java.util.function.LongSupplier;

/**
 * For how long things have been under way, all of them together and the present ones included. Any
 * thread may call; a begin and an end each take a lock, for a moment.
 */
final class BusyTime {

  private final LongSupplier clock;
  private long ended;
  private long began;
  private int underWay;

  /**
   * @param clock in nanoseconds
   */
  BusyTime(LongSupplier clock) {
    this.clock = clock;
  }

  synchronized void begin() {
    began += clock.getAsLong();
    underWay++;
  }

  synchronized void end() {
    ended += clock.getAsLong();
    underWay--;
  }

  /** The sum until now, and which moment that is. */
  synchronized Reading read() {
    long now = clock.getAsLong();
    // The sums of clock readings may overflow; their difference does not.
    return new Reading(now, ended + underWay * now - began);
  }

  /**
   * The sum until a moment. It lies between two of them, so two readings of one thing at a time
   * never differ by more than the time between them.
   *
   * @param atNanos the clock, then
   * @param busyNanos the sum
   */
  record Reading(long atNanos, long busyNanos) {}
}
