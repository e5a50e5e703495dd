package io.clipstreams.cli.local;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.PrecisionChoice;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which model judges, and how it calculates. */
final class CheckpointOptions {

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description =
          "Hugging Face CLIP folder: config.json, model.safetensors, tokenizer.json,"
              + " preprocessor_config.json. Default: the built-in checkpoint, which knows drawings"
              + " of everyday things.")
  private Path checkpoint;

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      defaultValue = "auto",
      description =
          "auto, float32 or bfloat16; auto takes bfloat16 where the processor has it. Default:"
              + " ${DEFAULT-VALUE}.")
  private PrecisionChoice precision;

  /**
   * Loads the model; the caller closes it.
   *
   * @throws CliException when the checkpoint cannot be used
   */
  ClipModel load() {
    ModelOptions options = ModelOptions.defaults().withPrecision(precision);
    try {
      return checkpoint == null
          ? ClipModels.builtIn(options)
          : ClipModels.load(checkpoint, options);
    } catch (CheckpointException e) {
      throw new CliException(e.getMessage(), e);
    }
  }
}
