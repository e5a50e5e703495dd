package io.clipstreams.cli.bench;

import io.clipstreams.benchmarks.model.ModelBenchmark;
import io.clipstreams.benchmarks.model.ModelBenchmarkResult;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench model}. */
@Command(
    name = "model",
    description = {
      "Measures the model on the processor with a random checkpoint of ViT-B/32's size: towers,"
          + " decoding, start, and DJL's own translator. Takes some minutes, 3 GB of memory and"
          + " 2.5 GB among the temporary files.",
      "With --output json one object on stdout; fields without meaning on this machine are null."
    })
final class BenchModelCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "9",
      description = "How often each contestant runs, in turn. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  @Override
  public Integer call() throws InterruptedException {
    if (rounds < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds must be at least 1");
    }
    PrintWriter err = spec.commandLine().getErr();
    ModelBenchmarkResult result;
    try {
      result = new ModelBenchmark(rounds, step -> err.println("measuring: " + step)).run();
    } catch (IOException e) {
      throw new CliException("the measurement has failed: " + e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format == OutputFormat.JSON) {
      out.println(Json.lineWithNulls(result));
    } else {
      result.table().forEach(out::println);
    }
    return 0;
  }
}
