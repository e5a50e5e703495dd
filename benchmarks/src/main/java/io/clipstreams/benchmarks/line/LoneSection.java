package io.clipstreams.benchmarks.line;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One image at a time through an idle line, from its event to its readable answer. */
final class LoneSection {

  /** So that images meet the commit interval at every phase. */
  private static final int LEAST_PAUSE_MILLIS = 50;

  private static final int PAUSE_SPREAD_MILLIS = 200;
  private static final int WARM_UP = 10;

  private LoneSection() {}

  /**
   * Under one guarantee, in milliseconds.
   *
   * @param images that were measured
   * @param p50 from event to readable answer
   * @param p99 the same
   * @param stages medians of what is subtracted
   * @param netP50 without the medians of fetch, decode and model
   * @param netP99 the same
   */
  public record Result(
      String guarantee,
      String checkpoint,
      int images,
      double p50,
      double p99,
      StageMedians stages,
      double netP50,
      double netP99) {

    static Result of(String guarantee, String checkpoint, List<Long> nanos, StageMedians stages) {
      double p50 = Durations.percentile(nanos, 50) / 1e6;
      double p99 = Durations.percentile(nanos, 99) / 1e6;
      return new Result(
          guarantee,
          checkpoint,
          nanos.size(),
          p50,
          p99,
          stages,
          p50 - stages.sum(),
          p99 - stages.sum());
    }

    List<String> lines() {
      return List.of(
          "Lone image, idle system, %s, %s".formatted(guarantee, checkpoint),
          Lines.of(
              "  event to readable answer", "p50 %.1f ms, p99 %.1f ms, of %d", p50, p99, images),
          Lines.of(
              "  medians of fetch, decode, model(1)",
              "%.1f + %.1f + %.1f ms",
              stages.fetch(),
              stages.decode(),
              stages.loneModel()),
          Lines.of("  net of these", "p50 %.1f ms, p99 %.1f ms", netP50, netP99));
    }
  }

  static Result run(Bench bench, Path checkpoint, String guarantee, int images)
      throws IOException, InterruptedException {
    String name = checkpoint.getFileName().toString();
    bench.progress().accept("lone images, " + guarantee);
    String run = "lone-" + guarantee;
    Map<String, String> settings = bench.settings(run, false);
    settings.put("processing.guarantee", guarantee);
    try (LineRun line = LineRun.start(bench, run, checkpoint, settings, false)) {
      line.go();
      latencies(line, WARM_UP);
      line.app().resetMedians();
      List<Long> latencies = latencies(line, images);
      StageMedians stages = line.app().medians();
      line.app().stopApplication();
      return Result.of(guarantee, name, latencies, stages);
    }
  }

  /** Nanoseconds from just before an event is sent to when its answer has been read. */
  static List<Long> latencies(LineRun line, int images) throws InterruptedException {
    Random random = new Random(images);
    List<Long> latencies = new ArrayList<>(images);
    line.drain();
    for (int i = 0; i < images; i++) {
      Thread.sleep(LEAST_PAUSE_MILLIS + random.nextInt(PAUSE_SPREAD_MILLIS));
      long begin = System.nanoTime();
      line.feed().emit(1);
      line.drain();
      latencies.add(System.nanoTime() - begin);
    }
    return latencies;
  }
}
