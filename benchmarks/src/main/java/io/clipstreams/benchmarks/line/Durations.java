package io.clipstreams.benchmarks.line;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Durations of which percentiles are wanted, the latest ones. Any thread may call. */
final class Durations {

  private static final int MOST = 100_000;

  private final List<Long> nanos = new ArrayList<>();

  synchronized void add(long duration) {
    if (nanos.size() == MOST) {
      nanos.clear();
    }
    nanos.add(duration);
  }

  synchronized void clear() {
    nanos.clear();
  }

  /** Milliseconds; 0 when there is none. */
  synchronized double medianMillis() {
    return nanos.isEmpty() ? 0 : percentile(nanos, 50) / 1e6;
  }

  /**
   * The smallest of the values that at least this share of them does not exceed.
   *
   * @param percent above 0, at most 100
   */
  static long percentile(Collection<Long> values, double percent) {
    List<Long> sorted = values.stream().sorted().toList();
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.get(Math.max(1, rank) - 1);
  }
}
