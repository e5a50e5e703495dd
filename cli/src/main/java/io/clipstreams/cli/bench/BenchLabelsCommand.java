package io.clipstreams.cli.bench;

import io.clipstreams.benchmarks.labels.LabelsBenchmark;
import io.clipstreams.benchmarks.labels.LabelsBenchmarkResult;
import io.clipstreams.benchmarks.labels.LabelsOptions;
import io.clipstreams.benchmarks.labels.LabelsSection;
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

/** {@code bench labels}. */
@Command(
    name = "labels",
    description = {
      "Measures label sets: what scoring by up to 100,000 labels adds to the model, how long such a"
          + " set takes to publish and to load, how soon an update is seen by an idle and by a busy"
          + " line, what updates cost the busy one, how fast stored images are judged again, and"
          + " what that costs it. Takes half an hour, 6 GB of memory and 4 GB among the"
          + " temporary files.",
      "With --output json one object on stdout; fields that were not measured are null."
    })
final class BenchLabelsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "" + LabelsOptions.USUAL_ROUNDS,
      description = "How often each size scores, in turn. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--updates",
      paramLabel = "N",
      defaultValue = "" + LabelsOptions.USUAL_IDLE_UPDATES,
      description = "Updates of an idle line. Default: ${DEFAULT-VALUE}.")
  private int idleUpdates;

  @Option(
      names = "--updates-under-load",
      paramLabel = "N",
      defaultValue = "" + LabelsOptions.USUAL_BUSY_UPDATES,
      description =
          "Updates of a busy line, at least; one takes ten seconds. Default: ${DEFAULT-VALUE}.")
  private int busyUpdates;

  @Option(
      names = "--windows",
      paramLabel = "N",
      defaultValue = "" + LabelsOptions.USUAL_WINDOWS,
      description =
          "Windows in which a busy line judges stored images again, and as many without. Default:"
              + " ${DEFAULT-VALUE}.")
  private int windows;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR|NAME",
      description = "A checkpoint to measure in place of a random one of ViT-B/32's size.")
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
      description = "size, load, updates, rescore; several with commas. Default: all.")
  private Set<LabelsSection> only = EnumSet.allOf(LabelsSection.class);

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  @Override
  public Integer call() throws InterruptedException {
    if (rounds < 1 || idleUpdates < 1 || busyUpdates < 1 || windows < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--rounds, --updates, --updates-under-load and --windows must be at least 1");
    }
    PrintWriter err = spec.commandLine().getErr();
    LineOptions line =
        new LineOptions(
            LineOptions.USUAL_IMAGES, folder(), precision, EnumSet.allOf(Section.class));
    LabelsBenchmarkResult result;
    try {
      result =
          new LabelsBenchmark(
                  new LabelsOptions(line, rounds, idleUpdates, busyUpdates, windows, only),
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
