package io.clipstreams.model.program;

import io.clipstreams.model.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The TorchScript program of classifier heads. It has no weights: the rows are its arguments. The
 * text is {@code head.torchscript}.
 */
public final class HeadProgram {

  /** Part of the name in the cache: raise it with every change of the text. */
  private static final int VERSION = 1;

  private HeadProgram() {}

  /**
   * The archive in the cache folder; written first where it is not there yet.
   *
   * @throws CheckpointException when the cache cannot be written
   */
  public static Path inCache(Path cacheDir) {
    Path file = cacheDir.resolve("programs").resolve("head-v%d.pt".formatted(VERSION));
    if (!Files.exists(file)) {
      try {
        TorchScriptArchive.write(file, ProgramSource.of("head"), "Head", Map.of(), List.of());
      } catch (IOException e) {
        throw new CheckpointException(
            "the program cannot be written to %s: %s; set another cache folder"
                .formatted(file, e.getMessage()),
            e);
      }
    }
    return file;
  }
}
