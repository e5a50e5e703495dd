package io.clipstreams.model.program;

import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.Precision;
import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.checkpoint.ClipConfig.TowerConfig;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A checkpoint as a TorchScript program with the methods {@code prepare}, {@code encode_image} and
 * {@code encode_text}. The text of the program is {@code clip.torchscript}.
 *
 * @param precision the type in which the towers calculate
 * @param spelling how a linear layer is written
 */
public record ClipProgram(Precision precision, LinearSpelling spelling) {

  /** Part of the name in the cache: raise it with every change of program or layout. */
  private static final int VERSION = 3;

  /**
   * The archive for that checkpoint in the cache folder; written first where it is not there yet.
   *
   * @param fingerprint the checkpoint's, see {@link io.clipstreams.model.checkpoint.Fingerprint}
   * @throws CheckpointException when a tensor is missing or misshapen, or the cache cannot be
   *     written
   */
  public Path inCache(CheckpointFolder checkpoint, String fingerprint, Path cacheDir) {
    Path file =
        cacheDir
            .resolve("programs")
            .resolve(
                "%s-%s-%s-v%d.pt"
                    .formatted(
                        fingerprint, precision, spelling.name().toLowerCase(Locale.ROOT), VERSION));
    if (!Files.exists(file)) {
      try {
        write(checkpoint, file);
        deleteOlder(file);
      } catch (IOException e) {
        throw new CheckpointException(
            "the program cannot be written to %s: %s; set another cache folder"
                .formatted(file, e.getMessage()),
            e);
      }
    }
    return file;
  }

  /** Programs of other versions of this class, which nothing would ever delete. */
  private static void deleteOlder(Path file) throws IOException {
    String name = file.getFileName().toString();
    String versions = name.substring(0, name.lastIndexOf("-v")) + "-v*.pt";
    try (DirectoryStream<Path> all = Files.newDirectoryStream(file.getParent(), versions)) {
      for (Path other : all) {
        if (!other.equals(file)) {
          Files.deleteIfExists(other);
        }
      }
    }
  }

  /** Writes the archive. */
  public void write(CheckpointFolder checkpoint, Path file) throws IOException {
    write(checkpoint, file, "");
  }

  /**
   * Writes the archive with further methods, for callers that expect other signatures.
   *
   * @param methods TorchScript text to stand at the end of the class
   */
  public void write(CheckpointFolder checkpoint, Path file, String methods) throws IOException {
    TorchScriptArchive.write(
        file,
        ProgramSource.of("clip") + ProgramSource.of(spelling.resource()) + methods,
        "Clip",
        attributes(checkpoint),
        ProgramWeights.of(checkpoint, precision));
  }

  private static Map<String, Object> attributes(CheckpointFolder checkpoint) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("patch_size", checkpoint.config().vision().patchSize());
    tower(attributes, "vision", checkpoint.config().vision().tower());
    tower(attributes, "text", checkpoint.config().text().tower());
    return attributes;
  }

  private static void tower(Map<String, Object> attributes, String prefix, TowerConfig tower) {
    attributes.put(prefix + "_layers", tower.numHiddenLayers());
    attributes.put(prefix + "_heads", tower.numAttentionHeads());
    attributes.put(prefix + "_activation", tower.activation().hiddenAct());
    attributes.put(prefix + "_eps", tower.layerNormEps());
  }
}
