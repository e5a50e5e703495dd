package io.clipstreams.benchmarks.model;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.Precision;
import io.clipstreams.model.PrecisionChoice;
import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.checkpoint.ClipConfig;
import io.clipstreams.model.checkpoint.ClipConfig.TowerConfig;
import io.clipstreams.model.program.ProbeProgram;
import io.clipstreams.model.runtime.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** The image tower in bfloat16 against float32, DJL's operations, and bare products of matrices. */
final class ImageTowerBenchmark {

  private static final String BFLOAT16 = program(Precision.BFLOAT16);
  private static final String FLOAT32 = program(Precision.FLOAT32);
  private static final String OPERATIONS = "DJL's operations, float32";
  private static final int[] MATRICES = {1024, 2048, 4096};

  /** Products in one call of the probe. */
  private static final int PRODUCTS = 4;

  private final Path checkpoint;
  private final ModelOptions options;
  private final Precision chosen;
  private final int rounds;

  /**
   * @param chosen the precision that is faster here, whose share of the matrix rate is measured
   */
  ImageTowerBenchmark(Path checkpoint, ModelOptions options, Precision chosen, int rounds) {
    this.checkpoint = checkpoint;
    this.options = options;
    this.chosen = chosen;
    this.rounds = rounds;
  }

  /**
   * What was found.
   *
   * @param bf16OverFloat32Batch1 ratio of images per second with one image
   * @param bf16OverFloat32Batch32 the same with 32 images
   * @param shareOfMatrixRate arithmetic of the tower in the chosen precision per second with 32
   *     images, divided by that of the best square product
   * @param nominalShareOfMatrixRate the same if the tower did all that the reference does; it
   *     leaves out part of the last layer
   */
  record Result(
      List<Figure> figures,
      double bf16OverFloat32Batch1,
      double bf16OverFloat32Batch32,
      double shareOfMatrixRate,
      double nominalShareOfMatrixRate) {}

  Result run() throws IOException {
    CheckpointFolder folder = CheckpointFolder.open(checkpoint);
    List<Figure> figures = new java.util.ArrayList<>();
    Map<Integer, Map<String, Timing>> batches = new LinkedHashMap<>();
    try (ClipModel bfloat16 = load(PrecisionChoice.BFLOAT16);
        ClipModel float32 = load(PrecisionChoice.FLOAT32);
        DjlOperationsTower operations = new DjlOperationsTower(folder)) {
      for (int batch : new int[] {1, 8, 32}) {
        List<Pixels> images = noise(batch, folder.config().vision().imageSize());
        Map<String, Runnable> contestants = new LinkedHashMap<>();
        contestants.put(BFLOAT16, () -> bfloat16.encodeImages(images));
        contestants.put(FLOAT32, () -> float32.encodeImages(images));
        contestants.put(OPERATIONS, () -> operations.encodeImages(images));
        Map<String, Timing> timings = Timing.interleaved(2, rounds, contestants);
        timings.forEach(
            (name, timing) ->
                figures.add(
                    Figure.rate(
                        "image tower, batch %d, %s".formatted(batch, name),
                        timing,
                        batch,
                        "images/s")));
        batches.put(batch, timings);
      }
      double matrixRate = matrixRate(figures);
      double imagesPerSecond = 32 / batches.get(32).get(program(chosen)).median();
      return new Result(
          figures,
          ratio(batches.get(1)),
          ratio(batches.get(32)),
          imagesPerSecond * operations(folder.config(), true) / matrixRate,
          imagesPerSecond * operations(folder.config(), false) / matrixRate);
    }
  }

  private static String program(Precision precision) {
    return precision + " program";
  }

  private ClipModel load(PrecisionChoice precision) {
    return ClipModels.load(checkpoint, options.withPrecision(precision));
  }

  private static double ratio(Map<String, Timing> timings) {
    return timings.get(FLOAT32).median() / timings.get(BFLOAT16).median();
  }

  private double matrixRate(List<Figure> figures) throws IOException {
    double best = 0;
    for (int size : MATRICES) {
      Path archive = Files.createTempFile("probe", ".pt");
      ProbeProgram.write(archive, size);
      try (Program probe = Program.load(archive, Device.cpu())) {
        Timing timing =
            Timing.interleaved(
                    2,
                    rounds,
                    Map.of("", () -> probe.call(chosen.toString(), manager -> new NDList())))
                .get("");
        double work = PRODUCTS * 2.0 * size * size * size;
        figures.add(
            Figure.rate(
                "%s product of %d × %d".formatted(chosen, size, size),
                timing,
                work / 1e9,
                "GFLOP/s"));
        best = Math.max(best, work / timing.median());
      } finally {
        Files.delete(archive);
      }
    }
    return best;
  }

  /**
   * Multiplications and additions of one image in products with weights; the attention's own, about
   * a hundredth, are left out.
   *
   * @param asDone without what the program leaves out of the last layer
   */
  static double operations(ClipConfig config, boolean asDone) {
    TowerConfig tower = config.vision().tower();
    double width = tower.hiddenSize();
    double positions = config.vision().positions();
    double patch = 3.0 * config.vision().patchSize() * config.vision().patchSize();
    double attention = positions * 3 * width * width;
    double rest = width * width + 2 * width * tower.intermediateSize();
    double layers = tower.numHiddenLayers() * (attention + positions * rest);
    double leftOut = asDone ? (positions - 1) * rest : 0;
    double projection = width * config.projectionDim();
    return 2 * ((positions - 1) * patch * width + layers - leftOut + projection);
  }

  static List<Pixels> noise(int count, int edge) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              byte[] rgb = new byte[3 * edge * edge];
              new Random(i).nextBytes(rgb);
              return new Pixels(edge, edge, rgb);
            })
        .toList();
  }
}
