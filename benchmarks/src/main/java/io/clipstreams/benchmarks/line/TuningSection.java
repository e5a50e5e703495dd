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

  private static final Choice USUAL = new Choice(100, 10, 32, 128);

  /**
   * Latency depends on the first two and rate on the last two: each pair is varied in full while
   * the other stays as it usually is.
   */
  private static final List<Choice> CHOICES =
      List.of(
          USUAL,
          new Choice(50, 10, 32, 128),
          new Choice(500, 10, 32, 128),
          new Choice(50, 100, 32, 128),
          new Choice(100, 100, 32, 128),
          new Choice(500, 100, 32, 128),
          new Choice(100, 10, 8, 128),
          new Choice(100, 10, 32, 32),
          new Choice(100, 10, 8, 32));

  private TuningSection() {}

  /** What is set. */
  public record Choice(int commitMillis, int pollMillis, int maxBatch, int inFlight) {}

  /**
   * One line of the table.
   *
   * @param imagesPerSecond under full load
   * @param loneP50Millis from event to readable answer on an idle line
   * @param loneP99Millis the same
   */
  public record Row(
      Choice settings,
      double imagesPerSecond,
      double meanBatch,
      double loneP50Millis,
      double loneP99Millis) {

    String line() {
      return String.format(
          Locale.ROOT,
          "| %d | %d | %d | %d | %.0f | %.1f | %.0f | %.0f |",
          settings.commitMillis(),
          settings.pollMillis(),
          settings.maxBatch(),
          settings.inFlight(),
          imagesPerSecond,
          meanBatch,
          loneP50Millis,
          loneP99Millis);
    }
  }

  static List<Row> run(Bench bench) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Choice choice : CHOICES) {
      Row row = row(bench, choice);
      rows.add(row);
      bench.progress().accept(row.line());
    }
    return rows;
  }

  private static Row row(Bench bench, Choice choice) throws IOException, InterruptedException {
    String run =
        "tuning-%d-%d-%d-%d"
            .formatted(
                choice.commitMillis(), choice.pollMillis(), choice.maxBatch(), choice.inFlight());
    Map<String, String> settings = bench.settings(run, true);
    settings.put("commit.interval.ms", Integer.toString(choice.commitMillis()));
    settings.put("streams.poll.ms", Integer.toString(choice.pollMillis()));
    settings.put("batch.max.images", Integer.toString(choice.maxBatch()));
    settings.put("inflight.max.images", Integer.toString(choice.inFlight()));
    int images = bench.sizes().tuning();
    try (LineRun line = LineRun.start(bench, run, bench.checkpoints().tiny(), settings, false)) {
      line.go();
      RunReport report = line.measure(images, images);
      List<Long> latencies = LoneSection.latencies(line, bench.sizes().tuningLone());
      line.app().stopApplication();
      return new Row(
          choice,
          report.throughput().imagesPerSecond(),
          report.meanBatch(),
          Durations.percentile(latencies, 50) / 1e6,
          Durations.percentile(latencies, 99) / 1e6);
    }
  }
}
