package io.clipstreams.topology.history;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How much of the process's time sweeps may take: little while images wait, most of it otherwise.
 * After each slice there is a pause in proportion to what the slice has cost, for all tasks
 * together. Any thread may call.
 */
public final class Pace {

  private static final int MOST = 256;
  private static final int FIRST = 8;
  private static final long SLICE_WHEN_BUSY = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long SLICE_WHEN_IDLE = TimeUnit.MILLISECONDS.toNanos(50);

  /** Three hundredths of the time when busy, four fifths when idle. */
  private static final double PAUSE_WHEN_BUSY = 32;

  private static final double PAUSE_WHEN_IDLE = 0.25;

  /** What a slice has waited for the device is no cost, and cannot be told from it. */
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final BooleanSupplier isBusy;
  private final LongSupplier nanos;
  private long notBefore;

  /**
   * @param isBusy whether images wait or are under way
   */
  public Pace(BooleanSupplier isBusy) {
    this(isBusy, System::nanoTime);
  }

  Pace(BooleanSupplier isBusy, LongSupplier nanos) {
    this.isBusy = isBusy;
    this.nanos = nanos;
    this.notBefore = nanos.getAsLong();
  }

  synchronized boolean mayBegin() {
    return nanos.getAsLong() - notBefore >= 0;
  }

  /** A slice begins; none other does before it has ended. */
  synchronized void begin() {
    notBefore = nanos.getAsLong() + LONGEST_PAUSE;
  }

  /** It has taken this long of threads that images need too. */
  synchronized void ended(long cost) {
    double pause = cost * (isBusy.getAsBoolean() ? PAUSE_WHEN_BUSY : PAUSE_WHEN_IDLE);
    notBefore = nanos.getAsLong() + Math.min(LONGEST_PAUSE, (long) pause);
  }

  /**
   * How many images a slice may have.
   *
   * @param nanosAnImage what one has cost before; 0 where that is not known
   */
  int images(long nanosAnImage) {
    return nanosAnImage == 0
        ? FIRST
        : (int) Math.max(1, Math.min(MOST, searchNanos() / nanosAnImage));
  }

  /** For how long a slice may be looked for on the stream thread, and be judged. */
  long searchNanos() {
    return isBusy.getAsBoolean() ? SLICE_WHEN_BUSY : SLICE_WHEN_IDLE;
  }
}
