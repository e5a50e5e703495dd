package io.clipstreams.benchmarks.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@link SearchBenchmark} found.
 *
 * @param dimension of the vectors
 * @param top how many of the best were wanted
 * @param device of the head
 */
public record SearchBenchmarkResult(int dimension, int top, String device, List<Size> sizes) {

  /** Exact search is used as long as a million are answered in this time. */
  private static final int GOAL_MILLIS = 1_000;

  /**
   * One size.
   *
   * @param vectors that were searched
   * @param exactP50Millis one query with plain Java, as the commands search
   * @param exactSlowestMillis the slowest of them
   * @param headP50Millis the same with a head of the model
   * @param headPlaceMillis its first query, which brings the vectors to the device
   * @param unique null when it was not measured
   */
  public record Size(
      int vectors,
      double exactP50Millis,
      double exactSlowestMillis,
      double headP50Millis,
      double headPlaceMillis,
      Unique unique) {}

  /**
   * Finding the outliers.
   *
   * @param seconds all together
   * @param checked how many had to be held against others than the sample
   */
  public record Unique(double seconds, long checked) {}

  public SearchBenchmarkResult {
    sizes = List.copyOf(sizes);
  }

  /** The table for a terminal. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("unit vectors of %d values, the %d nearest, one query".formatted(dimension, top));
    for (Size size : sizes) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,9d  exact %.1f ms (slowest %.1f), head on %s %.1f ms (first %.0f)%s",
              size.vectors,
              size.exactP50Millis,
              size.exactSlowestMillis,
              device,
              size.headP50Millis,
              size.headPlaceMillis,
              size.vectors == 1_000_000 ? "  goal ≤ %,d".formatted(GOAL_MILLIS) : ""));
      lines.add(
          size.unique == null
              ? "           outliers: – (not measured)"
              : String.format(
                  Locale.ROOT,
                  "           outliers in %.1f s, %,d looked at beyond the sample",
                  size.unique.seconds,
                  size.unique.checked));
    }
    return lines;
  }
}
