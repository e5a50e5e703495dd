package io.clipstreams.benchmarks.line;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Settings against rate and latency: tiny checkpoint, an S3 that answers late. */
final class TuningSection {

  static final List<String> HEAD =
      List.of(
          "| commit.interval.ms | streams.poll.ms | batch.max.images | inflight.max.images |"
              + " images/s | mean batch | lone p50, ms | lone p99, ms |",
          "| --- | --- | --- | --- | --- | --- | --- | --- |");

  private static final int[] COMMIT_MILLIS = {50, 100, 500};
  private static final int[] POLL_MILLIS = {10, 100};
  private static final int[] MAX_BATCH = {8, 32};
  private static final int[] IN_FLIGHT = {32, 128};

  private TuningSection() {}

  /**
   * One line of the table.
   *
   * @param imagesPerSecond under full load
   * @param loneP50Millis from event to readable answer on an idle line
   * @param loneP99Millis the same
   */
  public record Row(
      int commitMillis,
      int pollMillis,
      int maxBatch,
      int inFlight,
      double imagesPerSecond,
      double meanBatch,
      double loneP50Millis,
      double loneP99Millis) {

    String line() {
      return String.format(
          Locale.ROOT,
          "| %d | %d | %d | %d | %.0f | %.1f | %.0f | %.0f |",
          commitMillis,
          pollMillis,
          maxBatch,
          inFlight,
          imagesPerSecond,
          meanBatch,
          loneP50Millis,
          loneP99Millis);
    }
  }

  static List<Row> run(Bench bench) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (int commit : COMMIT_MILLIS) {
      for (int poll : POLL_MILLIS) {
        for (int maxBatch : MAX_BATCH) {
          for (int inFlight : IN_FLIGHT) {
            rows.add(row(bench, commit, poll, maxBatch, inFlight));
            bench.progress().accept(rows.get(rows.size() - 1).line());
          }
        }
      }
    }
    return rows;
  }

  private static Row row(Bench bench, int commit, int poll, int maxBatch, int inFlight)
      throws IOException, InterruptedException {
    String run = "tuning-%d-%d-%d-%d".formatted(commit, poll, maxBatch, inFlight);
    Map<String, String> settings = bench.settings(run, true);
    settings.put("commit.interval.ms", Integer.toString(commit));
    settings.put("streams.poll.ms", Integer.toString(poll));
    settings.put("batch.max.images", Integer.toString(maxBatch));
    settings.put("inflight.max.images", Integer.toString(inFlight));
    int images = bench.sizes().tuning();
    try (LineRun line = LineRun.start(bench, run, bench.checkpoints().tiny(), settings, false)) {
      line.go();
      RunReport report = line.measure(images, images);
      List<Long> latencies = LoneSection.latencies(line, bench.sizes().tuningLone());
      line.app().stopApplication();
      return new Row(
          commit,
          poll,
          maxBatch,
          inFlight,
          report.throughput().imagesPerSecond(),
          report.meanBatch(),
          Durations.percentile(latencies, 50) / 1e6,
          Durations.percentile(latencies, 99) / 1e6);
    }
  }
}
