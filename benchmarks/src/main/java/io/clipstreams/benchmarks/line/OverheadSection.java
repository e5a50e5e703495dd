package io.clipstreams.benchmarks.line;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the application's process spends on an image beyond decode, resize and model. */
final class OverheadSection {

  private OverheadSection() {}

  /**
   * With objects from one place. Processor time of the application's process, in microseconds for
   * each image.
   *
   * @param objects where they come from
   * @param overhead everything but what follows: Kafka, Avro, S3 client, bookkeeping, collector
   * @param decodeAndResize what the overhead leaves out
   * @param model the same
   * @param compilation the same: the JVM's compilers
   * @param byThread the overhead by groups of threads; those of the decode pool without decoding
   * @param samples of Java code by library, of a stretch of its own
   */
  public record Result(
      String objects,
      double overhead,
      double decodeAndResize,
      double model,
      double compilation,
      Map<String, Double> byThread,
      Map<String, Long> samples,
      RunReport line) {

    static Result of(
        String objects,
        AppSnapshot before,
        AppSnapshot after,
        Map<String, Long> samples,
        RunReport line) {
      double images = after.counts().classified() - before.counts().classified();
      double decode = micros(after.decodeCpuNanos() - before.decodeCpuNanos(), images);
      double callers = micros(after.encodeCpuNanos() - before.encodeCpuNanos(), images);
      double model = callers;
      double compilation = 0;
      Map<String, Double> threads = new TreeMap<>();
      for (Map.Entry<String, Long> thread : after.threadNanos().entrySet()) {
        String group = thread.getKey();
        long spent = thread.getValue() - before.threadNanos().getOrDefault(group, 0L);
        if (ThreadTimes.isCompiler(group)) {
          compilation += micros(spent, images);
        } else if (ThreadTimes.isModel(group)) {
          model += micros(spent, images);
        } else {
          threads.put(group, micros(spent, images));
        }
      }
      threads.computeIfPresent("clip-decode", (group, all) -> all - decode);
      threads.computeIfPresent("clip-device", (group, all) -> all - callers);
      double process = micros(after.processCpuNanos() - before.processCpuNanos(), images);
      return new Result(
          objects,
          process - decode - model - compilation,
          decode,
          model,
          compilation,
          largestFirst(threads),
          samples,
          line);
    }

    private static double micros(long nanos, double images) {
      return nanos / images / 1e3;
    }

    private static Map<String, Double> largestFirst(Map<String, Double> values) {
      Map<String, Double> sorted = new LinkedHashMap<>();
      values.entrySet().stream()
          .filter(value -> value.getValue() >= 1)
          .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
          .forEach(value -> sorted.put(value.getKey(), value.getValue()));
      return sorted;
    }

    List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add("Everything but the model, tiny checkpoint, objects from " + objects);
      lines.add(Lines.of("  overhead of an image", "%.0f µs of processor time", overhead));
      byThread.forEach((group, micros) -> lines.add(Lines.of("    " + group, "%.0f µs", micros)));
      lines.add(
          Lines.of(
              "  beside it",
              "decode and resize %.0f µs, model %.0f µs, compilation %.0f µs",
              decodeAndResize,
              model,
              compilation));
      lines.add(Lines.of("  running Java code, samples", "%s", shares()));
      lines.addAll(line.lines());
      return lines;
    }

    private String shares() {
      double all = Math.max(1, samples.values().stream().mapToLong(count -> count).sum());
      return String.join(
          ", ",
          samples.entrySet().stream()
              .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
              .map(
                  share ->
                      String.format(
                          Locale.ROOT, "%s %.1f %%", share.getKey(), 100 * share.getValue() / all))
              .toList());
    }
  }

  static Result run(Bench bench, boolean fromFolder, int images)
      throws IOException, InterruptedException {
    String objects = fromFolder ? "a local folder" : "S3";
    String run = fromFolder ? "overhead-folder" : "overhead-s3";
    bench.progress().accept("overhead with objects from " + objects);
    try (LineRun line =
        LineRun.start(
            bench, run, bench.checkpoints().tiny(), bench.settings(run, false), fromFolder)) {
      line.go();
      line.feed().emit(bench.sizes().overheadWarmUp());
      line.drain();
      AppSnapshot before = line.app().snapshot();
      RunReport report = line.measure(0, images);
      line.drain();
      AppSnapshot after = line.app().snapshot();
      line.app().beginProfile();
      line.feed().emit(bench.sizes().profile());
      line.drain();
      Map<String, Long> samples = new TreeMap<>();
      line.app().endProfile().forEach((name, count) -> samples.put(name, count.longValue()));
      line.app().stopApplication();
      return Result.of(objects, before, after, samples, report);
    }
  }
}
