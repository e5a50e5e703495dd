package io.clipstreams.cli.embeddings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files of this machine, read within bounds. */
public final class LocalFiles {

  private static final int MAX_BYTES = 64 << 20;

  private LocalFiles() {}

  /** The whole content of a file, unless it is too large. */
  public static byte[] read(String file) throws IOException {
    Path path = Path.of(file);
    if (Files.isDirectory(path)) {
      throw new IOException("is a directory");
    }
    // Devices and pipes do not tell their size before they are read.
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("has more than %,d bytes".formatted(MAX_BYTES));
      }
      return bytes;
    }
  }

  /** Why a file could not be read, in words. */
  static String reason(Exception error) {
    if (error instanceof NoSuchFileException) {
      return "no such file";
    }
    if (error instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (error instanceof FileSystemLoopException) {
      return "links to a folder that it is in";
    }
    return String.valueOf(error.getMessage());
  }
}
