package io.clipstreams.topology.inflight;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Says when answers are committed before the commit interval is over: when no image is under way in
 * this process, so that waiting would gather no more of them. While images are under way the
 * interval stands, so that transactions stay few where there is much to do; and one is asked for at
 * most every half interval, whatever comes and goes. Under at_least_once answers are readable
 * without; there it saves repeats after a crash. Any thread may call.
 */
public final class LoneCommits {

  private final Slots slots;
  private final long pauseMillis;
  private final LongSupplier millis;
  private final AtomicLong notBefore = new AtomicLong(Long.MIN_VALUE);

  /**
   * @param interval at which Kafka Streams commits
   * @param millis a clock that only grows
   */
  public LoneCommits(Duration interval, Slots slots, LongSupplier millis) {
    this.slots = slots;
    this.pauseMillis = interval.toMillis() / 2;
    this.millis = millis;
  }

  /** Whether answers that were just forwarded shall be committed now. */
  boolean isDue() {
    long now = millis.getAsLong();
    long earliest = notBefore.get();
    return slots.taken() == 0
        && now >= earliest
        && notBefore.compareAndSet(earliest, now + pauseMillis);
  }
}
