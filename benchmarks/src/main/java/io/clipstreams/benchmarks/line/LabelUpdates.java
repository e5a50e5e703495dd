package io.clipstreams.benchmarks.line;

import io.clipstreams.topology.config.ClipStreamsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How soon an update of a label set is seen, in milliseconds from its acknowledgement to the first
 * readable classification by the new version, and what updates cost.
 *
 * @param askedEveryMillis how often an image was sent to the idle line until one was judged by the
 *     new version
 * @param idleUpdates measured on a line that had nothing else to do
 * @param busyUpdates measured on a line that never lacked work
 * @param batchMillis mean of a batch on the busy line
 * @param imagesPerSecondWith the median of windows with an update every five seconds
 * @param imagesPerSecondWithout the median of windows without, in turns with those
 */
public record LabelUpdates(
    String checkpoint,
    double askedEveryMillis,
    int idleUpdates,
    double idleP50,
    double idleP95,
    double idleP99,
    int busyUpdates,
    double busyP50,
    double busyP95,
    double busyP99,
    double batchMillis,
    int windows,
    double imagesPerSecondWith,
    double imagesPerSecondWithout) {

  private static final int PICTURES = 64;

  static LabelUpdates of(
      String checkpoint,
      List<Long> idle,
      double askedEveryMillis,
      List<Long> busy,
      List<Double> with,
      List<Double> without,
      double batchMillis) {
    return new LabelUpdates(
        checkpoint,
        askedEveryMillis,
        idle.size(),
        millis(idle, 50),
        millis(idle, 95),
        millis(idle, 99),
        busy.size(),
        millis(busy, 50),
        millis(busy, 95),
        millis(busy, 99),
        batchMillis,
        with.size(),
        median(with),
        median(without));
  }

  private static double millis(List<Long> nanos, double percent) {
    return Durations.percentile(nanos, percent) / 1e6;
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /**
   * Measures against a broker, a registry and an S3 of its own.
   *
   * @param options whose checkpoint takes the place of a random one of ViT-B/32's size
   * @param folder for all files
   * @param idle how many updates of an idle line
   * @param busy how many of a busy one, at least
   */
  public static LabelUpdates measure(
      LineOptions options, Path folder, int idle, int busy, Consumer<String> progress)
      throws IOException, InterruptedException {
    return withServers(
        options,
        folder,
        progress,
        (bench, checkpoint) -> UpdateSection.run(bench, checkpoint, idle, busy));
  }

  /** A measurement of a line. */
  interface Section<T> {
    T run(Bench bench, Path checkpoint) throws IOException, InterruptedException;
  }

  /** Runs a section with servers, pictures and a checkpoint. */
  static <T> T withServers(
      LineOptions options, Path folder, Consumer<String> progress, Section<T> section)
      throws IOException, InterruptedException {
    progress.accept("starting broker, registry and S3");
    try (LineServers servers = LineServers.start(folder.resolve("servers"))) {
      Pictures pictures = Pictures.draw(folder.resolve("pictures"), PICTURES);
      Bench bench =
          new Bench(
              servers,
              pictures,
              new Checkpoints(folder.resolve("checkpoints")),
              options.precision(),
              new Sizes(options.images()),
              folder,
              progress);
      pictures.upload(new ClipStreamsConfig(bench.settings("upload", false)).s3());
      Optional<Path> given = options.checkpoint();
      Path checkpoint = given.isPresent() ? given.get() : bench.checkpoints().vitB32();
      return section.run(bench, checkpoint);
    }
  }

  /** The share of images per second that is left while there are updates. */
  public double throughputKept() {
    return imagesPerSecondWith / imagesPerSecondWithout;
  }

  /** For the table. */
  public List<String> lines() {
    return List.of(
        "Update of one of ten labels, " + checkpoint,
        Lines.of(
            "  acknowledged to first answer, idle, ms",
            "p50 %.0f, p95 %.0f, p99 %.0f, of %d; an image asked every %.0f",
            idleP50,
            idleP95,
            idleP99,
            idleUpdates,
            askedEveryMillis),
        Lines.of(
            "  the same under load",
            "p50 %.0f, p95 %.0f, p99 %.0f, of %d; a batch %.0f",
            busyP50,
            busyP95,
            busyP99,
            busyUpdates,
            batchMillis),
        Lines.of(
            "  images/s with an update every 5 s, without",
            "%.1f, %.1f, medians of %d windows each",
            imagesPerSecondWith,
            imagesPerSecondWithout,
            windows));
  }
}
