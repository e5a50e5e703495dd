package io.clipstreams.cli.bench;

import io.clipstreams.benchmarks.search.SearchBenchmark;
import io.clipstreams.benchmarks.search.SearchBenchmarkResult;
import io.clipstreams.benchmarks.search.SearchOptions;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench search}. */
@Command(
    name = "search",
    description = {
      "Measures exact search among random unit vectors of 512 values, as 'search' does it, next to"
          + " the same as a matrix product on the model's device; and what 'unique' costs. A"
          + " million vectors take 7 GB of memory; all together some minutes.",
      "With --output json one object on stdout: sizes[] with vectors, exactP50Millis,"
          + " exactSlowestMillis, headP50Millis, headPlaceMillis, unique {seconds, checked}; null"
          + " where it was not measured."
    })
final class BenchSearchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--sizes",
      paramLabel = "N",
      split = ",",
      defaultValue = SearchOptions.USUAL_SIZES,
      description = "How many vectors; several with commas. Default: ${DEFAULT-VALUE}.")
  private List<Integer> sizes;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "" + SearchOptions.USUAL_ROUNDS,
      description = "How many queries each size answers. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--unique-up-to",
      paramLabel = "N",
      defaultValue = "" + SearchOptions.USUAL_UNIQUE_UP_TO,
      description =
          "The largest size whose outliers are searched; 300,000 take two minutes, a million more"
              + " than five. Default: ${DEFAULT-VALUE}.")
  private int uniqueUpTo;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    SearchOptions options = options();
    SearchBenchmarkResult result;
    try {
      result = new SearchBenchmark(options, step -> err.println("measuring: " + step)).run();
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

  private SearchOptions options() {
    try {
      return new SearchOptions(sizes, rounds, uniqueUpTo);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
