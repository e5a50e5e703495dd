package io.clipstreams.topology.inflight;

import io.clipstreams.topology.config.RetrySettings;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;

/**
 * When a transient failure is tried again: after a pause that doubles, with jitter so that images
 * that failed together do not come back together; until the budget is spent, but five times in any
 * case.
 */
final class RetryPolicy {

  private static final int LEAST_ATTEMPTS = 5;
  private static final int MOST_DOUBLINGS = 30;

  private final RetrySettings settings;
  private final DoubleSupplier random;

  /**
   * @param random from 0 to 1
   */
  RetryPolicy(RetrySettings settings, DoubleSupplier random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * When to try again.
   *
   * @param attempts that were made
   * @param firstAttemptAt in running milliseconds, as {@code now}
   * @return empty to give up
   */
  OptionalLong nextAttemptAt(int attempts, long firstAttemptAt, long now) {
    if (attempts >= LEAST_ATTEMPTS && now - firstAttemptAt >= settings.budget().toMillis()) {
      return OptionalLong.empty();
    }
    long doubled = settings.minBackoff().toMillis() << Math.min(attempts - 1, MOST_DOUBLINGS);
    long pause = Math.min(settings.maxBackoff().toMillis(), doubled);
    return OptionalLong.of(now + Math.round(pause * (1 + random.getAsDouble()) / 2));
  }
}
