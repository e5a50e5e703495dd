package io.clipstreams.topology.inflight;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps a bucket that does not answer from taking the slots of all others. While a bucket has never
 * answered, or has failed many times in a row, its images may hold a part of the slots only; the
 * first answer lifts that. Stream threads ask, any thread tells; nothing blocks.
 */
public final class BucketShares {

  /** More in a row than a store that fails now and then is likely to have. */
  private static final int FAILURES_THAT_LIMIT = 8;

  /** Buckets whose answers are remembered: events name whatever they like. */
  private static final int REMEMBERED = 1_000;

  private final int share;
  private final Map<String, Integer> running = new HashMap<>();

  /** Failures in a row of buckets that have answered, those that did so last at the end. */
  private final Map<String, Integer> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param slots of which a bucket that does not answer may hold a quarter
   */
  public BucketShares(int slots) {
    this.share = Math.max(1, slots / 4);
  }

  /** Whether one more image of this bucket may start; if so it is counted until it has ended. */
  synchronized boolean tryStart(String bucket) {
    int now = running.getOrDefault(bucket, 0);
    if (now >= share && failures.getOrDefault(bucket, FAILURES_THAT_LIMIT) >= FAILURES_THAT_LIMIT) {
      return false;
    }
    running.put(bucket, now + 1);
    return true;
  }

  /**
   * An attempt has ended.
   *
   * @param answered whether the bucket said anything at all, be it that there is no such object
   */
  synchronized void ended(String bucket, boolean answered) {
    running.computeIfPresent(bucket, (name, count) -> count == 1 ? null : count - 1);
    if (answered) {
      failures.put(bucket, 0);
    } else {
      failures.computeIfPresent(bucket, (name, count) -> Math.min(count + 1, FAILURES_THAT_LIMIT));
    }
  }
}
