package io.clipstreams.model.checkpoint;

import io.clipstreams.model.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.TreeMap;

/**
 * Names a checkpoint by SHA-256 over name and hash of each of its files: configuration,
 * preprocessing, tokenizer and weights. The hash of a large file is kept in the cache folder for as
 * long as its path, size, times and file key stay the same.
 */
public final class Fingerprint {

  private static final long WORTH_KEEPING = 16L << 20;

  private final Path cacheDir;

  /**
   * @param cacheDir where hashes of large files are kept
   */
  public Fingerprint(Path cacheDir) {
    this.cacheDir = cacheDir;
  }

  /** The fingerprint of that checkpoint, in hex. */
  public String of(CheckpointFolder checkpoint) {
    StringBuilder lines = new StringBuilder();
    for (Path file : checkpoint.identity()) {
      try {
        lines.append(hash(file)).append(' ').append(file.getFileName()).append('\n');
      } catch (IOException e) {
        throw new CheckpointException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
      }
    }
    return Hashes.of(lines.toString());
  }

  private String hash(Path file) throws IOException {
    if (Files.size(file) < WORTH_KEEPING) {
      return Hashes.of(file);
    }
    var attributes = new TreeMap<>(Files.readAttributes(file, "size,lastModifiedTime,fileKey"));
    String key = Hashes.of(file.toRealPath() + " " + attributes);
    Path kept = cacheDir.resolve("hashes").resolve(key);
    if (Files.exists(kept)) {
      return Files.readString(kept);
    }
    String hash = Hashes.of(file);
    Files.createDirectories(kept.getParent());
    Path fresh = Files.createTempFile(kept.getParent(), key, ".tmp");
    Files.writeString(fresh, hash);
    Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
    return hash;
  }
}
