package io.clipstreams.cli.bench;

import io.clipstreams.benchmarks.faults.AppProgram;
import io.clipstreams.benchmarks.faults.FaultsBenchmark;
import io.clipstreams.benchmarks.faults.FaultsResult;
import io.clipstreams.cli.Main;
import io.clipstreams.cli.common.CleanStop;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.quickstart.LocalServerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench faults}. */
@Command(
    name = "faults",
    description = {
      "Kills, stops and starves the application ('run', in processes of its own), its broker, S3"
          + " and schema registry while images arrive and the label set is replaced; then an"
          + " independent verifier counts what was lost, doubled, or answered wrongly.",
      "The seed settles the inputs and the schedule of faults. In ten minutes or more each of"
          + " appKill, appStop, brokerKill, s3Down, s3Error and rebalance occurs.",
      "With --output json one object on stdout."
    },
    exitCodeList = {
      "0:nothing lost, doubled, mixed or wrong",
      "1:something was, or the run has failed; stdout or stderr says what",
      "2:wrong usage"
    })
final class BenchFaultsCommand implements Callable<Integer> {

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Settles inputs and faults. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "10",
      description =
          "How long faults are injected; it drains before it counts. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Option(
      names = "--images-per-minute",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many images are submitted meanwhile. Default: ${DEFAULT-VALUE}.")
  private int imagesPerMinute;

  @Option(
      names = "--keep",
      description =
          "Prints the servers' addresses, and leaves them running after the count until Ctrl-C, so"
              + " that other consumers can count too. The files stay as well.")
  private boolean keep;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  @Override
  public Integer call() throws InterruptedException {
    if (!(minutes > 0) || imagesPerMinute < 1) {
      throw new ParameterException(
          spec.commandLine(), "--minutes and --images-per-minute must be positive");
    }
    PrintWriter err = spec.commandLine().getErr();
    Path folder = folder();
    err.println("bench faults in " + folder);
    FaultsResult result;
    try (CleanStop stop = new CleanStop(err, CLOSE_LIMIT)) {
      try {
        FaultsBenchmark benchmark = stop.add(new FaultsBenchmark(options(folder), progress(err)));
        if (keep) {
          benchmark.addresses().forEach((name, value) -> err.println("  " + name + "=" + value));
        }
        result = benchmark.run();
        print(result);
      } catch (LocalServerException | IllegalStateException e) {
        stop.leaveToSignal();
        throw new CliException(
            "the run has failed: %s. Its files are in %s".formatted(e.getMessage(), folder), e);
      }
      if (keep) {
        result.addresses().forEach((name, value) -> err.println("  " + name + "=" + value));
        err.println("The servers run until Ctrl-C.");
        err.flush();
        new CountDownLatch(1).await();
      }
    }
    if (!result.isClean()) {
      err.println("The logs of all processes stay in " + folder);
      return 1;
    }
    delete(folder);
    return 0;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new CliException("cannot delete %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private FaultsBenchmark.Options options(Path folder) {
    return new FaultsBenchmark.Options(
        seed,
        minutes,
        imagesPerMinute,
        folder,
        new AppProgram(Main.class.getName(), List.of("run", "--config"), "ready: reading"));
  }

  private static Consumer<String> progress(PrintWriter err) {
    long begin = System.nanoTime();
    return what -> {
      long seconds = (System.nanoTime() - begin) / 1_000_000_000;
      err.println("%3d:%02d %s".formatted(seconds / 60, seconds % 60, what));
      err.flush();
    };
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("clip-streams-faults-");
    } catch (IOException e) {
      throw new CliException("cannot create a folder: " + e.getMessage(), e);
    }
  }

  private void print(FaultsResult result) {
    PrintWriter out = spec.commandLine().getOut();
    if (format == OutputFormat.JSON) {
      out.println(Json.lineWithNulls(result));
    } else {
      result.table().forEach(out::println);
    }
    out.flush();
  }
}
