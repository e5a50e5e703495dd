package io.clipstreams.benchmarks.line;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * How fast stored images are judged again, and what that costs.
 *
 * @param stored images
 * @param rescoredPerSecond on a line that had nothing else to do
 * @param rescoredPerSecondBusy on a line that never lacked work, the median of the windows
 * @param imagesPerSecondWith arriving images, the median of windows with a sweep
 * @param imagesPerSecondWithout the median of windows without, in turns with those
 */
public record LabelRescores(
    String checkpoint,
    int stored,
    double rescoredPerSecond,
    double rescoredPerSecondBusy,
    int windows,
    double imagesPerSecondWith,
    double imagesPerSecondWithout) {

  static LabelRescores of(
      String checkpoint,
      int stored,
      double idle,
      List<Double> busy,
      List<Double> with,
      List<Double> without) {
    return new LabelRescores(
        checkpoint,
        stored,
        idle,
        LabelUpdates.median(busy),
        with.size(),
        LabelUpdates.median(with),
        LabelUpdates.median(without));
  }

  /**
   * Measures against a broker, a registry and an S3 of its own.
   *
   * @param options whose checkpoint takes the place of a random one of ViT-B/32's size
   * @param folder for all files
   * @param windows with a sweep, and as many without
   */
  public static LabelRescores measure(
      LineOptions options, Path folder, int windows, Consumer<String> progress)
      throws IOException, InterruptedException {
    return LabelUpdates.withServers(
        options,
        folder,
        progress,
        (bench, checkpoint) -> RescoreSection.run(bench, checkpoint, windows));
  }

  /** The share of images per second that is left while there is a sweep. */
  public double throughputKept() {
    return imagesPerSecondWith / imagesPerSecondWithout;
  }

  /** For the table. */
  public List<String> lines() {
    return List.of(
        "%,d stored images judged again, %s".formatted(stored, checkpoint),
        Lines.of(
            "  rescored images/s, idle, under load",
            "%.0f, %.0f",
            rescoredPerSecond,
            rescoredPerSecondBusy),
        Lines.of(
            "  images/s with a sweep, without",
            "%.1f, %.1f, medians of %d windows each",
            imagesPerSecondWith,
            imagesPerSecondWithout,
            windows));
  }
}
