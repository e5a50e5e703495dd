package io.clipstreams.model;

import io.clipstreams.model.checkpoint.BuiltInCheckpoint;
import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.checkpoint.Fingerprint;
import io.clipstreams.model.hub.HubClient;
import io.clipstreams.model.hub.HubName;
import io.clipstreams.model.runtime.TorchClipModel;
import java.io.IOException;
import java.nio.file.Files;
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
    return load(builtInFolder(options), options);
  }

  /** The folder of the checkpoint that comes with the library. */
  public static Path builtInFolder(ModelOptions options) {
    return BuiltInCheckpoint.unpack(options.cacheDir());
  }

  /**
   * Looks at a checkpoint without loading it: files, configuration, and every tensor's name and
   * shape.
   *
   * @throws CheckpointException when the folder is no CLIP that can be run
   */
  public static CheckpointIdentity identify(Path checkpointFolder, ModelOptions options) {
    CheckpointFolder checkpoint = CheckpointFolder.open(checkpointFolder);
    checkpoint.tensors();
    return new CheckpointIdentity(
        new Fingerprint(options.cacheDir()).of(checkpoint), checkpoint.config().projectionDim());
  }

  /**
   * Loads a checkpoint by what a user writes: a folder, or the name of a repository that was pulled
   * from the hub.
   *
   * @param folderOrName a path, {@code owner/name} or {@code owner/name@revision}
   * @throws CheckpointException when it is neither, or cannot be run
   */
  public static ClipModel load(String folderOrName, ModelOptions options) {
    return load(find(folderOrName, options.cacheDir()), options);
  }

  /**
   * The folder of a checkpoint by what a user writes.
   *
   * @param cacheDir where pulled checkpoints are kept
   * @throws CheckpointException when it is neither a folder nor the name of a pulled repository
   */
  public static Path find(String folderOrName, Path cacheDir) {
    Path folder = Path.of(folderOrName);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      return HubClient.pulled(HubName.parse(folderOrName), cacheDir)
          .orElseThrow(
              () ->
                  new CheckpointException(
                      "there is no folder %s, and no repository of that name in %s; fetch it with 'checkpoint pull %s'"
                          .formatted(folder.toAbsolutePath(), cacheDir, folderOrName)));
    } catch (IllegalArgumentException e) {
      throw new CheckpointException("there is no checkpoint folder " + folder.toAbsolutePath(), e);
    } catch (IOException e) {
      throw new CheckpointException(
          "the cache folder %s cannot be read: %s".formatted(cacheDir, e.getMessage()), e);
    }
  }
}
