package io.clipstreams.model.checkpoint;

import io.clipstreams.model.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The checkpoint that comes with the library, for drawings of everyday things. */
public final class BuiltInCheckpoint {

  /** Its name among {@code checkpoints} on the class path. */
  public static final String NAME = "pictograms";

  private static final List<String> FILES =
      List.of("config.json", "preprocessor_config.json", "tokenizer.json", "model.safetensors");

  private BuiltInCheckpoint() {}

  /**
   * Puts the files into the cache folder, under the hash of their content, unless they are there.
   *
   * @return the checkpoint's folder
   */
  public static Path unpack(Path cacheDir) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    FILES.forEach(name -> files.put(name, resource(name)));
    Path folder =
        cacheDir
            .resolve("checkpoints")
            .resolve(NAME + "-" + Hashes.of(files.values()).substring(0, 16));
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      Files.createDirectories(folder.getParent());
      Path fresh = Files.createTempDirectory(folder.getParent(), NAME);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(fresh.resolve(file.getKey()), file.getValue());
      }
      return moveUnlessThere(fresh, folder);
    } catch (IOException e) {
      throw new CheckpointException(
          "the built-in checkpoint cannot be written to %s: %s; set another cache folder"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /** Another process may have been faster; its folder has the same content. */
  private static Path moveUnlessThere(Path fresh, Path folder) throws IOException {
    try {
      return Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      for (String name : FILES) {
        Files.delete(fresh.resolve(name));
      }
      Files.delete(fresh);
      return folder;
    }
  }

  private static byte[] resource(String name) {
    String path = "/checkpoints/%s/%s".formatted(NAME, name);
    try (InputStream in = BuiltInCheckpoint.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new CheckpointException(
            "the built-in checkpoint's %s is not on the class path".formatted(path));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new CheckpointException("the class path's %s cannot be read".formatted(path), e);
    }
  }
}
