package io.clipstreams.benchmarks.labels;

import io.clipstreams.benchmarks.line.UnitVectors;
import io.clipstreams.benchmarks.model.Timing;
import io.clipstreams.model.ClassifierHead;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.HeadRow;
import io.clipstreams.model.HeadSpec;
import io.clipstreams.model.Pixels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What scoring by many labels costs beside the model, with ready-made vectors. */
final class SizeBenchmark {

  static final List<Integer> SIZES = List.of(10, 1_000, 10_000, 100_000);
  private static final int BATCH = 32;
  private static final int TOP_K = 5;
  private static final int WARM_UPS = 2;
  private static final int PIXELS = 224;

  private SizeBenchmark() {}

  /**
   * One size.
   *
   * @param batchMillis scoring of a batch of 32, the median
   * @param addedMicrosPerImage over the smallest set
   * @param overModel the same as a share of the image tower's time
   * @param deviceMegabytes what the rows take on the device
   * @param placeMillis the first batch, which brings them there
   */
  public record Size(
      int labels,
      double batchMillis,
      double addedMicrosPerImage,
      double overModel,
      double deviceMegabytes,
      double placeMillis) {}

  /**
   * All sizes.
   *
   * @param modelMillis the image tower on a batch of 32, the median
   */
  public record Result(int batch, double modelMillis, List<Size> sizes) {}

  static Result run(ClipModel model, int rounds) {
    float[][] images = UnitVectors.matrix(BATCH, model.dimension());
    List<Pixels> batch =
        Collections.nCopies(BATCH, new Pixels(PIXELS, PIXELS, new byte[PIXELS * PIXELS * 3]));
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    contestants.put("model", () -> model.encodeImages(batch));
    Map<Integer, Double> placed = new LinkedHashMap<>();
    List<ClassifierHead> heads = new ArrayList<>();
    try {
      for (int size : SIZES) {
        ClassifierHead head = model.head(spec(model, size));
        heads.add(head);
        long begin = System.nanoTime();
        head.rank(images);
        placed.put(size, (System.nanoTime() - begin) / 1e6);
        contestants.put(Integer.toString(size), () -> head.rank(images));
      }
      return result(model.dimension(), placed, Timing.interleaved(WARM_UPS, rounds, contestants));
    } finally {
      heads.forEach(ClassifierHead::close);
    }
  }

  private static Result result(
      int dimension, Map<Integer, Double> placed, Map<String, Timing> timings) {
    double model = timings.get("model").median();
    double smallest = timings.get(Integer.toString(SIZES.get(0))).median();
    List<Size> sizes =
        SIZES.stream()
            .map(
                size -> {
                  double seconds = timings.get(Integer.toString(size)).median();
                  return new Size(
                      size,
                      1e3 * seconds,
                      1e6 * (seconds - smallest) / BATCH,
                      (seconds - smallest) / model,
                      (double) size * dimension * Float.BYTES / 1e6,
                      placed.get(size));
                })
            .toList();
    return new Result(BATCH, 1e3 * model, sizes);
  }

  private static HeadSpec spec(ClipModel model, int labels) {
    List<HeadRow> rows =
        IntStream.range(0, labels)
            .mapToObj(
                row ->
                    HeadRow.ofPrompts(
                        UnitVectors.of(row + 1_000L, model.dimension()), model.logitScale()))
            .toList();
    return new HeadSpec(model.dimension(), rows, List.of(), HeadSpec.Scores.SOFTMAX, 1f, TOP_K);
  }
}
