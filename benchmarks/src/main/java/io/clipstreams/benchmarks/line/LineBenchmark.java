package io.clipstreams.benchmarks.line;

import io.clipstreams.topology.config.ClipStreamsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures the whole line on this machine, against real servers. Takes a quarter of an hour at the
 * usual size; nothing else should run.
 */
public final class LineBenchmark {

  private static final int PICTURES = 64;

  private final LineOptions options;
  private final Consumer<String> progress;

  /**
   * @param progress hears what is measured next
   */
  public LineBenchmark(LineOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Runs the chosen sections, one after another. Blocks. When it fails, the logs stay. */
  public LineBenchmarkResult run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("clip-streams-line");
    boolean done = false;
    try {
      LineBenchmarkResult result = run(folder);
      done = true;
      return result;
    } finally {
      if (done) {
        delete(folder);
      } else {
        progress.accept("failed; the logs of all processes stay in " + folder);
      }
    }
  }

  private LineBenchmarkResult run(Path folder) throws IOException, InterruptedException {
    progress.accept("starting broker, registry and S3; drawing pictures");
    try (LineServers servers = LineServers.start(folder.resolve("servers"))) {
      Pictures pictures = Pictures.draw(folder.resolve("pictures"), PICTURES);
      Bench bench =
          new Bench(
              servers,
              pictures,
              new Checkpoints(folder.resolve("checkpoints")),
              options.precision(),
              new Sizes(options.images()),
              folder,
              progress);
      pictures.upload(new ClipStreamsConfig(bench.settings("upload", false)).s3());
      return run(bench);
    }
  }

  private LineBenchmarkResult run(Bench bench) throws IOException, InterruptedException {
    List<ModelSection.Result> model = new ArrayList<>();
    List<OverheadSection.Result> overhead = new ArrayList<>();
    List<PlainSection.Result> plain = new ArrayList<>();
    List<LoneSection.Result> lone = new ArrayList<>();
    List<TuningSection.Row> tuning = new ArrayList<>();
    Optional<Path> checkpoint = options.checkpoint();
    Sizes sizes = bench.sizes();
    if (wanted(Section.MODEL)) {
      if (checkpoint.isPresent()) {
        model.add(ModelSection.run(bench, "model", checkpoint.get(), sizes.slowModel()));
      } else {
        model.add(
            ModelSection.run(bench, "model-b16", bench.checkpoints().vitB16(), sizes.slowModel()));
        model.add(
            ModelSection.run(bench, "model-b32", bench.checkpoints().vitB32(), sizes.fastModel()));
      }
    }
    if (wanted(Section.OVERHEAD)) {
      overhead.add(OverheadSection.run(bench, false, sizes.overhead()));
      overhead.add(OverheadSection.run(bench, true, sizes.overhead()));
    }
    if (wanted(Section.PLAIN)) {
      plain.add(PlainSection.run(bench, large(bench), false));
      plain.add(PlainSection.run(bench, bench.checkpoints().tiny(), true));
    }
    if (wanted(Section.LONE)) {
      for (String guarantee : List.of("exactly_once_v2", "at_least_once")) {
        lone.add(LoneSection.run(bench, large(bench), guarantee, sizes.lone()));
      }
    }
    if (wanted(Section.TUNING)) {
      tuning.addAll(TuningSection.run(bench));
    }
    return LineBenchmarkResult.of(model, overhead, plain, lone, tuning);
  }

  private boolean wanted(Section section) {
    return options.sections().contains(section);
  }

  private Path large(Bench bench) throws IOException {
    return options.checkpoint().isPresent()
        ? options.checkpoint().get()
        : bench.checkpoints().vitB32();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
