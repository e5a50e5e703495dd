package io.clipstreams.model;

import io.clipstreams.model.checkpoint.BuiltInCheckpoint;
import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.runtime.TorchClipModel;
import java.nio.file.Path;

/** Loads CLIP checkpoints. */
public final class ClipModels {

  private ClipModels() {}

  /**
   * Loads a folder with the files of a Hugging Face CLIP repository: {@code config.json}, {@code
   * model.safetensors} (one file or sharded), {@code preprocessor_config.json}, and {@code
   * tokenizer.json} or {@code vocab.json} with {@code merges.txt}.
   *
   * @throws CheckpointException when the folder is no CLIP that can be run; the message names what
   *     is missing or wrong
   * @throws IllegalStateException when the device is not there
   */
  public static ClipModel load(Path checkpointFolder, ModelOptions options) {
    return TorchClipModel.load(CheckpointFolder.open(checkpointFolder), options);
  }

  /**
   * Loads the checkpoint that comes with the library. It knows drawings of everyday things, not
   * photographs.
   */
  public static ClipModel builtIn(ModelOptions options) {
    return load(BuiltInCheckpoint.unpack(options.cacheDir()), options);
  }
}
