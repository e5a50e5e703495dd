package io.clipstreams.cli.bench;

import io.clipstreams.benchmarks.line.LineBenchmark;
import io.clipstreams.benchmarks.line.LineBenchmarkResult;
import io.clipstreams.benchmarks.line.LineOptions;
import io.clipstreams.benchmarks.line.Section;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.PrecisionChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench line}. */
@Command(
    name = "line",
    description = {
      "Measures the whole line against a real broker, registry and S3, each in a process of its own:"
          + " against the model alone, what an image costs beside decode and model, against a plain"
          + " consumer loop, and the latency of lone images. Takes a quarter of an hour, 4 GB of"
          + " memory and 3 GB among the temporary files.",
      "With --output json one object on stdout; fields of sections that were left out are null."
    })
final class BenchLineCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "" + LineOptions.USUAL_IMAGES,
      description =
          "Images that the overhead is measured over; all other sections take a share of it."
              + " Default: ${DEFAULT-VALUE}, smaller numbers are for a quick look.")
  private int images;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR|NAME",
      description =
          "A checkpoint to measure in place of random ones of ViT-B/16's and ViT-B/32's size.")
  private String checkpoint;

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      defaultValue = "auto",
      description = "auto, float32 or bfloat16. Default: ${DEFAULT-VALUE}.")
  private PrecisionChoice precision;

  @Option(
      names = "--only",
      paramLabel = "SECTION",
      split = ",",
      description =
          "model, overhead, plain, lone, tuning; several with commas. Default: all but tuning.")
  private Set<Section> only;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  @Override
  public Integer call() throws InterruptedException {
    if (images < 1) {
      throw new ParameterException(spec.commandLine(), "--images must be at least 1");
    }
    Set<Section> sections = only == null ? EnumSet.complementOf(EnumSet.of(Section.TUNING)) : only;
    PrintWriter err = spec.commandLine().getErr();
    LineBenchmarkResult result;
    try {
      result =
          new LineBenchmark(
                  new LineOptions(images, folder(), precision, sections),
                  step -> err.println("measuring: " + step))
              .run();
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

  private Optional<Path> folder() {
    try {
      return checkpoint == null
          ? Optional.empty()
          : Optional.of(
              ClipModels.find(checkpoint, ModelOptions.defaults().cacheDir()).toAbsolutePath());
    } catch (CheckpointException e) {
      throw new CliException(e.getMessage(), e);
    }
  }
}
