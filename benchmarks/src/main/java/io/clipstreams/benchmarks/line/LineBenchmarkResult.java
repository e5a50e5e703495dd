package io.clipstreams.benchmarks.line;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@link LineBenchmark} found. What was not measured is null, or an empty list.
 *
 * @param deviceBusy share of the time in which the device had a batch, with the first checkpoint
 * @param endToEndOverModel images per second of the line over those of the model alone, with it
 * @param overheadMicrosPerImage processor time of the application's process for each image beyond
 *     decode, resize and model
 * @param overheadWithoutS3MicrosPerImage the same with objects from a folder
 * @param overPlainLoop images per second of the line over those of a plain loop, S3 answering late
 * @param overPlainLoopTiny the same with the tiny checkpoint
 * @param loneImageP50Millis from event to readable answer under exactly_once_v2, without the
 *     medians of fetch, decode and model
 * @param loneImageP99Millis the same
 * @param loneImageAtLeastOnceP50Millis the same under at_least_once
 * @param loneImageAtLeastOnceP99Millis the same
 */
public record LineBenchmarkResult(
    Double deviceBusy,
    Double endToEndOverModel,
    Double overheadMicrosPerImage,
    Double overheadWithoutS3MicrosPerImage,
    Double overPlainLoop,
    Double overPlainLoopTiny,
    Double loneImageP50Millis,
    Double loneImageP99Millis,
    Double loneImageAtLeastOnceP50Millis,
    Double loneImageAtLeastOnceP99Millis,
    List<ModelSection.Result> model,
    List<OverheadSection.Result> overhead,
    List<PlainSection.Result> plain,
    List<LoneSection.Result> lone,
    List<TuningSection.Row> tuning) {

  static LineBenchmarkResult of(
      List<ModelSection.Result> model,
      List<OverheadSection.Result> overhead,
      List<PlainSection.Result> plain,
      List<LoneSection.Result> lone,
      List<TuningSection.Row> tuning) {
    boolean lones = !lone.isEmpty();
    return new LineBenchmarkResult(
        model.isEmpty() ? null : model.get(0).line().deviceBusy(),
        model.isEmpty() ? null : model.get(0).endToEndOverModel(),
        overhead.isEmpty() ? null : overhead.get(0).overhead(),
        overhead.isEmpty() ? null : overhead.get(1).overhead(),
        plain.isEmpty() ? null : plain.get(0).overPlain(),
        plain.isEmpty() ? null : plain.get(1).overPlain(),
        lones ? lone.get(0).netP50() : null,
        lones ? lone.get(0).netP99() : null,
        lones ? lone.get(1).netP50() : null,
        lones ? lone.get(1).netP99() : null,
        List.copyOf(model),
        List.copyOf(overhead),
        List.copyOf(plain),
        List.copyOf(lone),
        List.copyOf(tuning));
  }

  /** The table for a terminal. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    model.forEach(result -> lines.addAll(result.lines()));
    overhead.forEach(result -> lines.addAll(result.lines()));
    plain.forEach(result -> lines.addAll(result.lines()));
    lone.forEach(result -> lines.addAll(result.lines()));
    if (!tuning.isEmpty()) {
      lines.addAll(TuningSection.HEAD);
      tuning.forEach(row -> lines.add(row.line()));
    }
    lines.add("");
    goal(lines, "device busy", deviceBusy, "≥ 0.97");
    goal(lines, "end to end / model", endToEndOverModel, "≥ 0.90");
    goal(lines, "overhead, µs an image", overheadMicrosPerImage, "≤ 1200");
    goal(lines, "  without S3", overheadWithoutS3MicrosPerImage, "");
    goal(lines, "over the plain loop", overPlainLoop, "≥ 2.5");
    goal(lines, "  with the tiny checkpoint", overPlainLoopTiny, "≥ 8");
    goal(lines, "lone image, exactly_once_v2, p50 ms", loneImageP50Millis, "≤ 150");
    goal(lines, "  p99", loneImageP99Millis, "");
    goal(lines, "lone image, at_least_once, p50 ms", loneImageAtLeastOnceP50Millis, "≤ 40");
    goal(lines, "  p99", loneImageAtLeastOnceP99Millis, "");
    return lines;
  }

  private static void goal(List<String> lines, String what, Double value, String goal) {
    if (value != null) {
      lines.add(Lines.of(what, "%.2f%s", value, goal.isEmpty() ? "" : "  goal " + goal));
    }
  }
}
