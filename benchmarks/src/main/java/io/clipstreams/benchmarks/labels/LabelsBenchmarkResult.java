package io.clipstreams.benchmarks.labels;

import io.clipstreams.benchmarks.line.LabelRescores;
import io.clipstreams.benchmarks.line.LabelUpdates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@link LabelsBenchmark} found. What was not measured is null.
 *
 * @param cost100kOverModel what 100,000 labels add over 10, as a share of the image tower's time,
 *     at batch 32
 * @param updateP50Millis from an update's acknowledgement to the first readable classification by
 *     the new version, on an idle line
 * @param updateUnderLoadP95Millis the same on a line that never lacks work
 * @param batchMillis a batch on that line, the mean
 * @param throughputKeptDuringUpdates images per second with an update every five seconds over those
 *     without
 * @param throughputKeptDuringRescore images per second while stored images are re-scored, over
 *     those without
 * @param rescoredPerSecond stored images, on an idle line
 */
public record LabelsBenchmarkResult(
    Double cost100kOverModel,
    Double updateP50Millis,
    Double updateP95Millis,
    Double updateP99Millis,
    Double updateUnderLoadP95Millis,
    Double batchMillis,
    Double throughputKeptDuringUpdates,
    Double throughputKeptDuringRescore,
    Double rescoredPerSecond,
    SizeBenchmark.Result size,
    LoadBenchmark.Result load,
    LabelUpdates updates,
    LabelRescores rescores) {

  static LabelsBenchmarkResult of(
      SizeBenchmark.Result size,
      LoadBenchmark.Result load,
      LabelUpdates updates,
      LabelRescores rescores) {
    boolean updated = updates != null;
    return new LabelsBenchmarkResult(
        size == null ? null : size.sizes().get(size.sizes().size() - 1).overModel(),
        updated ? updates.idleP50() : null,
        updated ? updates.idleP95() : null,
        updated ? updates.idleP99() : null,
        updated ? updates.busyP95() : null,
        updated ? updates.batchMillis() : null,
        updated ? updates.throughputKept() : null,
        rescores == null ? null : rescores.throughputKept(),
        rescores == null ? null : rescores.rescoredPerSecond(),
        size,
        load,
        updates,
        rescores);
  }

  /** The table for a terminal. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    if (size != null) {
      lines.add(
          line("image tower, batch of %d, ms".formatted(size.batch()), "%.1f", size.modelMillis()));
      for (SizeBenchmark.Size one : size.sizes()) {
        lines.add(
            line(
                "scoring by %,d labels".formatted(one.labels()),
                "%.2f ms a batch, %.1f µs an image more; %.1f MB on the device, %.0f ms to place",
                one.batchMillis(),
                one.addedMicrosPerImage(),
                one.deviceMegabytes(),
                one.placeMillis()));
      }
    }
    if (load != null) {
      lines.add(
          line(
              "set of %,d labels, seconds".formatted(load.labels()),
              "published in %.1f, one label replaced in %.1f, found at a start in %.1f; %.0f MB of heap",
              load.publish(),
              load.edit(),
              load.start(),
              load.heapMegabytes()));
    }
    if (updates != null) {
      lines.addAll(updates.lines());
    }
    if (rescores != null) {
      lines.addAll(rescores.lines());
    }
    lines.add("");
    goal(lines, "100,000 labels over 10 / model", cost100kOverModel, "≤ 0.15");
    goal(lines, "update, idle, p50 ms", updateP50Millis, "");
    goal(lines, "  p95", updateP95Millis, "≤ 500");
    goal(lines, "  p99", updateP99Millis, "");
    goal(
        lines,
        "update, under load, p95 ms",
        updateUnderLoadP95Millis,
        batchMillis == null ? "" : "≤ %.0f".formatted(500 + 2 * batchMillis));
    goal(lines, "throughput kept during updates", throughputKeptDuringUpdates, "≥ 0.95");
    goal(lines, "throughput kept during a rescore", throughputKeptDuringRescore, "≥ 0.95");
    goal(lines, "rescored images/s", rescoredPerSecond, "");
    return lines;
  }

  private static void goal(List<String> lines, String what, Double value, String goal) {
    lines.add(
        value == null
            ? line(what, "– (not measured)")
            : line(what, "%.3f%s", value, goal.isEmpty() ? "" : "  goal " + goal));
  }

  private static String line(String what, String format, Object... values) {
    return String.format(Locale.ROOT, "%-46s %s", what, String.format(Locale.ROOT, format, values));
  }
}
