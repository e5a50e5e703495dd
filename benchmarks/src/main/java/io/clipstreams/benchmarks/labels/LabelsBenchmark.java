package io.clipstreams.benchmarks.labels;

import io.clipstreams.benchmarks.line.LabelRescores;
import io.clipstreams.benchmarks.line.LabelUpdates;
import io.clipstreams.benchmarks.line.LineOptions;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.checkpoint.RandomCheckpoint;
import io.clipstreams.model.checkpoint.StoredType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures label sets on this machine: what large ones cost, and how soon changes are seen. Takes
 * half an hour at the usual size; nothing else should run.
 */
public final class LabelsBenchmark {

  private final LabelsOptions options;
  private final Consumer<String> progress;

  /**
   * @param progress hears what is measured next
   */
  public LabelsBenchmark(LabelsOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Runs the chosen sections. Blocks. When it fails, the files stay. */
  public LabelsBenchmarkResult run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("clip-streams-labels-");
    boolean done = false;
    try {
      LabelsBenchmarkResult result = run(folder);
      done = true;
      return result;
    } finally {
      if (done) {
        delete(folder);
      } else {
        progress.accept("failed; all files stay in " + folder);
      }
    }
  }

  private LabelsBenchmarkResult run(Path folder) throws IOException, InterruptedException {
    SizeBenchmark.Result size = null;
    LoadBenchmark.Result load = null;
    LabelUpdates updates = null;
    LabelRescores rescores = null;
    if (wanted(LabelsSection.SIZE) || wanted(LabelsSection.LOAD)) {
      try (ClipModel model = load(folder)) {
        if (wanted(LabelsSection.SIZE)) {
          progress.accept("scoring by up to 100,000 labels");
          size = SizeBenchmark.run(model, options.rounds());
        }
        if (wanted(LabelsSection.LOAD)) {
          progress.accept("a set of 100,000 labels through a broker");
          load = LoadBenchmark.run(model, Files.createDirectories(folder.resolve("load")));
        }
      }
    }
    if (wanted(LabelsSection.UPDATES)) {
      LineOptions line = options.line();
      updates =
          LabelUpdates.measure(
              line, folder, options.idleUpdates(), options.busyUpdates(), progress);
    }
    if (wanted(LabelsSection.RESCORE)) {
      rescores =
          LabelRescores.measure(
              options.line(),
              Files.createDirectories(folder.resolve("rescore")),
              options.windows(),
              progress);
    }
    return LabelsBenchmarkResult.of(size, load, updates, rescores);
  }

  private boolean wanted(LabelsSection section) {
    return options.sections().contains(section);
  }

  private ClipModel load(Path folder) throws IOException {
    progress.accept("loading a checkpoint");
    LineOptions line = options.line();
    Path checkpoint =
        line.checkpoint().isPresent()
            ? line.checkpoint().get()
            : RandomCheckpoint.write(
                folder.resolve("checkpoints/size-b32"),
                RandomCheckpoint.vitB32(),
                StoredType.F32,
                1);
    return ClipModels.load(
        checkpoint,
        ModelOptions.defaults()
            .withPrecision(line.precision())
            .withCacheDir(folder.resolve("programs")));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
