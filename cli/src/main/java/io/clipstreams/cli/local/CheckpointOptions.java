package io.clipstreams.cli.local;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.model.ClipModel;
import java.nio.file.Path;
import java.util.Locale;
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

  /** Loads the model; the caller closes it. */
  ClipModel load() {
    throw new CliException("no model loader yet: " + checkpoint + ", " + precision);
  }

  enum PrecisionChoice {
    AUTO,
    FLOAT32,
    BFLOAT16;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
