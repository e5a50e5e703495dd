package io.clipstreams.benchmarks.search;

import io.clipstreams.benchmarks.line.UnitVectors;
import io.clipstreams.benchmarks.model.Timing;
import io.clipstreams.model.ClassifierHead;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.HeadRow;
import io.clipstreams.model.HeadSpec;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.checkpoint.Activation;
import io.clipstreams.model.checkpoint.ClipConfig;
import io.clipstreams.model.checkpoint.ClipConfig.TextConfig;
import io.clipstreams.model.checkpoint.ClipConfig.TowerConfig;
import io.clipstreams.model.checkpoint.ClipConfig.VisionConfig;
import io.clipstreams.model.checkpoint.RandomCheckpoint;
import io.clipstreams.model.checkpoint.StoredType;
import io.clipstreams.model.search.NearestVectors;
import io.clipstreams.model.search.Outliers;
import io.clipstreams.model.search.SearchProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures exact search among random unit vectors: plain Java over the heap, which the commands
 * use, against the same product and top-k as a head of the model on its device. And what finding
 * the outliers among them costs.
 */
public final class SearchBenchmark {

  /** As of ViT-B/32. */
  static final int DIMENSION = 512;

  static final int TOP = 10;
  private static final int WARM_UPS = 3;
  private static final int KINDS = 1_000;
  private static final float SPREAD = 0.7f;

  private final SearchOptions options;
  private final Consumer<String> progress;

  /**
   * @param progress hears what is measured next
   */
  public SearchBenchmark(SearchOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Runs. Blocks. */
  public SearchBenchmarkResult run() throws IOException {
    Path folder = Files.createTempDirectory("clip-streams-search-");
    try (ClipModel model = ClipModels.load(checkpoint(folder), ModelOptions.defaults())) {
      List<SearchBenchmarkResult.Size> sizes = new ArrayList<>();
      for (int size : options.sizes()) {
        sizes.add(measure(model, size));
      }
      return new SearchBenchmarkResult(DIMENSION, TOP, model.device(), sizes);
    } finally {
      delete(folder);
    }
  }

  /** Only its head is used: towers of almost no weights will do. */
  private static Path checkpoint(Path folder) throws IOException {
    TowerConfig tower = new TowerConfig(32, 64, 1, 2, Activation.QUICK_GELU, 1e-5);
    return RandomCheckpoint.write(
        folder.resolve("tiny"),
        new ClipConfig(
            new VisionConfig(tower, 32, 16), new TextConfig(tower, 514, 77, 2), DIMENSION),
        StoredType.F32,
        1);
  }

  private SearchBenchmarkResult.Size measure(ClipModel model, int size) {
    progress.accept("search among %,d vectors".formatted(size));
    List<float[]> vectors =
        IntStream.range(0, size)
            .parallel()
            .mapToObj(row -> UnitVectors.of(row, DIMENSION))
            .toList();
    AtomicInteger query = new AtomicInteger(size);
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    contestants.put("exact", () -> NearestVectors.of(vectors, next(query), TOP));
    try (ClassifierHead head = model.head(head(vectors))) {
      long begin = System.nanoTime();
      head.rank(new float[][] {next(query)});
      double placed = (System.nanoTime() - begin) / 1e6;
      contestants.put("head", () -> head.rank(new float[][] {next(query)}));
      Map<String, Timing> timings = Timing.interleaved(WARM_UPS, options.rounds(), contestants);
      Timing exact = timings.get("exact");
      return new SearchBenchmarkResult.Size(
          size,
          1e3 * exact.median(),
          1e3 * exact.slowest(),
          1e3 * timings.get("head").median(),
          placed,
          size > options.uniqueUpTo() ? null : unique(model, size));
    }
  }

  private static float[] next(AtomicInteger seed) {
    return UnitVectors.of(seed.incrementAndGet(), DIMENSION);
  }

  private static HeadSpec head(List<float[]> vectors) {
    List<HeadRow> rows = vectors.stream().map(vector -> HeadRow.ofPrompts(vector, 1)).toList();
    return new HeadSpec(DIMENSION, rows, List.of(), HeadSpec.Scores.SOFTMAX, 1, TOP);
  }

  /** Of vectors around some directions, as pictures of some kinds are. */
  private SearchBenchmarkResult.Unique unique(ClipModel model, int size) {
    progress.accept("outliers among %,d vectors".formatted(size));
    List<float[]> vectors =
        IntStream.range(0, size).parallel().mapToObj(SearchBenchmark::ofItsKind).toList();
    Checked checked = new Checked();
    long begin = System.nanoTime();
    new Outliers(model, vectors, 1, TOP).find(checked);
    return new SearchBenchmarkResult.Unique((System.nanoTime() - begin) / 1e9, checked.candidates);
  }

  private static float[] ofItsKind(int row) {
    float[] kind = UnitVectors.of(-1L - row % KINDS, DIMENSION);
    float[] own = UnitVectors.of(row, DIMENSION);
    double squares = 0;
    for (int i = 0; i < DIMENSION; i++) {
      own[i] = kind[i] + SPREAD * own[i];
      squares += own[i] * own[i];
    }
    for (int i = 0; i < DIMENSION; i++) {
      own[i] /= (float) Math.sqrt(squares);
    }
    return own;
  }

  /** Counts how many vectors were held against all others, beyond the sample. */
  private static final class Checked implements SearchProgress {

    private boolean checking;
    private long candidates;

    @Override
    public void phase(String name, long steps) {
      checking = steps == UNKNOWN;
    }

    @Override
    public void step(long steps) {
      candidates += checking ? steps : 0;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
