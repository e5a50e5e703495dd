package io.clipstreams.benchmarks.line;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The line with the model as its bound, against the model alone in the same process. */
final class ModelSection {

  private ModelSection() {}

  /**
   * With one checkpoint.
   *
   * @param checkpoint its name
   * @param before the model alone before the line ran
   * @param after and after it, without the line
   * @param endToEndOverModel images per second of the line over the model's
   */
  public record Result(
      String checkpoint,
      ModelRate before,
      ModelRate after,
      RunReport line,
      double endToEndOverModel) {

    static Result of(String checkpoint, ModelRate before, ModelRate after, RunReport line) {
      double alone = (before.imagesPerSecond() + after.imagesPerSecond()) / 2;
      return new Result(
          checkpoint, before, after, line, line.throughput().imagesPerSecond() / alone);
    }

    List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add("Model-bound, " + checkpoint + ", " + before.precision());
      lines.add(
          Lines.of(
              "  model alone, before and after",
              "%.2f and %.2f images/s",
              before.imagesPerSecond(),
              after.imagesPerSecond()));
      lines.addAll(line.lines());
      lines.add(Lines.of("  end to end / model", "%.3f", endToEndOverModel));
      return lines;
    }
  }

  /**
   * @param run names the topics
   */
  static Result run(Bench bench, String run, Path checkpoint, int images)
      throws IOException, InterruptedException {
    String name = checkpoint.getFileName().toString();
    bench.progress().accept("model-bound with " + name + ": the model alone");
    try (LineRun line = LineRun.start(bench, run, checkpoint, bench.settings(run, false), false)) {
      int batch = line.config().batch().maxImages();
      line.app().modelAlone(batch, bench.sizes().modelWarmUp());
      ModelRate before = line.app().modelAlone(batch, bench.sizes().modelAlone());
      bench.progress().accept("model-bound with " + name + ": end to end");
      line.go();
      RunReport report = line.measure(2 * batch, images);
      line.app().stopApplication();
      bench.progress().accept("model-bound with " + name + ": the model alone again");
      ModelRate after = line.app().modelAlone(batch, bench.sizes().modelAlone());
      return Result.of(name, before, after, report);
    }
  }
}
