package io.clipstreams.cli.common;

import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.PrecisionChoice;
import io.clipstreams.topology.config.ModelSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which model judges, and how it calculates. */
public final class CheckpointOptions {

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR|NAME",
      description =
          "Hugging Face CLIP folder (config.json, model.safetensors, tokenizer.json,"
              + " preprocessor_config.json), or the name of a repository that 'checkpoint pull'"
              + " has fetched. Default: the built-in checkpoint, which knows drawings of everyday"
              + " things.")
  private String checkpoint;

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      defaultValue = "auto",
      description =
          "auto, float32, bfloat16 or float16; auto takes bfloat16 where the processor has it. Default:"
              + " ${DEFAULT-VALUE}.")
  private PrecisionChoice precision;

  /** Whether a checkpoint was named. */
  public boolean given() {
    return checkpoint != null;
  }

  /**
   * Loads the model; the caller closes it.
   *
   * @throws CliException when the checkpoint cannot be used
   */
  public ClipModel load() {
    ModelOptions options = ModelOptions.defaults().withPrecision(precision);
    try {
      return checkpoint == null
          ? ClipModels.builtIn(options)
          : ClipModels.load(checkpoint, options);
    } catch (CheckpointException e) {
      throw new CliException(e.getMessage(), e);
    }
  }

  /** The same as settings of the application. */
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put(ModelSettings.PRECISION, precision.toString());
    if (checkpoint != null) {
      settings.put(ModelSettings.CHECKPOINT, folder().toAbsolutePath().toString());
    }
    return settings;
  }

  private Path folder() {
    try {
      return ClipModels.find(checkpoint, ModelOptions.defaults().cacheDir());
    } catch (CheckpointException e) {
      throw new CliException(e.getMessage(), e);
    }
  }
}
