package io.clipstreams.benchmarks.model;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.Precision;
import io.clipstreams.model.Preprocessor;
import io.clipstreams.model.checkpoint.RandomCheckpoint;
import io.clipstreams.model.checkpoint.StoredType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures the model on this machine's processor with a random checkpoint of ViT-B/32's size. Takes
 * some minutes, 3 GB of memory outside the heap and 2.5 GB of disk; nothing else should run.
 */
public final class ModelBenchmark {

  private final int rounds;
  private final Consumer<String> progress;

  /**
   * @param rounds how often each contestant runs; 9 gives steady medians
   * @param progress hears what is measured next
   */
  public ModelBenchmark(int rounds, Consumer<String> progress) {
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Runs all parts, each in turn. */
  public ModelBenchmarkResult run() throws IOException, InterruptedException {
    Path workDir = Files.createTempDirectory("clip-streams-bench");
    try {
      return run(workDir);
    } finally {
      delete(workDir);
    }
  }

  private ModelBenchmarkResult run(Path workDir) throws IOException, InterruptedException {
    progress.accept("writing a random checkpoint of ViT-B/32's size");
    Path checkpoint =
        RandomCheckpoint.write(
            workDir.resolve("vit-b-32"), RandomCheckpoint.vitB32(), StoredType.F32, 1);
    ModelOptions options = ModelOptions.defaults().withDevice("cpu").withCacheDir(workDir);
    progress.accept("start of a process");
    StartBenchmark.Result start = StartBenchmark.run(checkpoint, workDir);
    progress.accept("decode and resize");
    Precision chosen;
    DecodeResizeBenchmark.Result decode;
    try (ClipModel model = ClipModels.load(checkpoint, options)) {
      chosen = model.precision();
      Preprocessor preprocessor = model.preprocessor();
      decode = new DecodeResizeBenchmark(preprocessor, rounds).run();
    }
    progress.accept("text tower");
    Figure texts = TextTowerBenchmark.run(checkpoint, options);
    progress.accept("DJL's translator");
    TranslatorBenchmark.Result translator = TranslatorBenchmark.run(checkpoint, options, rounds);
    progress.accept("image tower");
    ImageTowerBenchmark.Result images =
        new ImageTowerBenchmark(checkpoint, options, chosen, rounds).run();

    List<Figure> figures = new ArrayList<>(images.figures());
    figures.add(texts);
    figures.addAll(translator.figures());
    figures.addAll(decode.figures());
    figures.addAll(start.figures());
    Bf16Hardware hardware = Bf16Hardware.ofThisMachine();
    boolean meaningful = hardware != Bf16Hardware.NONE || chosen == Precision.BFLOAT16;
    if (chosen != Precision.BFLOAT16) {
      figures.add(share(chosen, images.shareOfMatrixRate()));
    }
    return new ModelBenchmarkResult(
        hardware.toString(),
        chosen.toString(),
        meaningful ? images.bf16OverFloat32Batch1() : null,
        meaningful ? images.bf16OverFloat32Batch32() : null,
        chosen == Precision.BFLOAT16 ? images.shareOfMatrixRate() : null,
        chosen == Precision.BFLOAT16 ? images.nominalShareOfMatrixRate() : null,
        translator.with10Labels(),
        translator.with100Labels(),
        decode.decodeResizeOverDecode12Mp(),
        start.cachedSeconds(),
        figures);
  }

  private static Figure share(Precision precision, double share) {
    return new Figure(
        "share of the %s matrix rate, arithmetic done".formatted(precision),
        share,
        share,
        share,
        "");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
