package io.clipstreams.cli.checkpoint;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.CheckpointReport;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.PrecisionChoice;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code checkpoint verify}. */
@Command(
    name = "verify",
    description =
        "Loads a checkpoint, checks each tensor by name and shape, encodes a picture and a text,"
            + " and prints architecture, parameters, precision, device and speed.")
final class CheckpointVerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR|NAME", description = "Folder, or name of what was pulled.")
  private String checkpoint;

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      defaultValue = "auto",
      description = "auto, float32, bfloat16 or float16. Default: ${DEFAULT-VALUE}.")
  private PrecisionChoice precision;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description = "auto, cpu, cuda or cuda:N. Default: ${DEFAULT-VALUE}.")
  private String device;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  @Override
  public Integer call() {
    ModelOptions options = ModelOptions.defaults().withPrecision(precision).withDevice(device);
    VerifiedCheckpoint verified;
    try {
      verified =
          VerifiedCheckpoint.of(
              CheckpointReport.of(ClipModels.find(checkpoint, options.cacheDir()), options));
    } catch (CheckpointException | IllegalStateException e) {
      throw new CliException(e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format == OutputFormat.JSON) {
      out.println(Json.line(verified));
    } else {
      verified.lines().forEach(out::println);
    }
    return 0;
  }
}
