package io.clipstreams.schemas.registry;

import java.util.concurrent.ThreadLocalRandom;

/** How often to try again, and how long to wait before. */
record Backoff(int retries, long waitMs, long maxWaitMs) {

  /**
   * The pause before retry n, counted from 1: doubled each time, less up to half at random, so that
   * many clients do not come back at once.
   */
  long pauseMs(int retry) {
    long full = Math.min(maxWaitMs, waitMs << Math.min(retry - 1, 20));
    return full - ThreadLocalRandom.current().nextLong(full / 2 + 1);
  }
}
