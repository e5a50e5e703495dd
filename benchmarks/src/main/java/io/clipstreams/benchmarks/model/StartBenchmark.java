package io.clipstreams.benchmarks.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From the start of a process to its first embedding, without and with a filled cache folder. */
final class StartBenchmark {

  private static final int CACHED_STARTS = 3;

  private StartBenchmark() {}

  /**
   * What was found.
   *
   * @param cachedSeconds the median of starts with the program in the cache
   */
  record Result(List<Figure> figures, double cachedSeconds) {}

  static Result run(Path checkpoint, Path workDir) throws IOException, InterruptedException {
    Path cache = Files.createTempDirectory(workDir, "start-cache");
    double cold = seconds(checkpoint, cache);
    double[] cached = new double[CACHED_STARTS];
    for (int i = 0; i < CACHED_STARTS; i++) {
      cached[i] = seconds(checkpoint, cache);
    }
    Timing timing = Timing.of(cached);
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("start to first embedding, cold", cold, cold, cold, "s"));
    figures.add(
        new Figure(
            "start to first embedding, cached",
            timing.median(),
            timing.slowest(),
            timing.fastest(),
            "s"));
    return new Result(figures, timing.median());
  }

  private static double seconds(Path checkpoint, Path cache)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            FirstEmbedding.class.getName(),
            checkpoint.toString(),
            cache.toString());
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int status = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (status != 0) {
      throw new IOException("the process of %s ended with %d".formatted(command.get(3), status));
    }
    return seconds;
  }
}
