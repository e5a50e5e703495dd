package io.clipstreams.cli.embeddings;

import io.clipstreams.model.ClipModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with a {@link VectorFile} for each model and precision. All together have at most so
 * many bytes: the files of models that were not used for longest go first.
 */
record CacheFolder(Path folder, long maxBytes) {

  private static final String ENDING = ".vectors";

  /** The cache for what this model makes. */
  EmbeddingCache open(ClipModel model) throws IOException {
    String name = "%s-%s%s".formatted(model.fingerprint(), model.precision(), ENDING);
    EmbeddingCache cache = VectorFile.open(folder.resolve(name), model.dimension(), maxBytes);
    makeRoom(folder.resolve(name));
    return cache;
  }

  private void makeRoom(Path used) throws IOException {
    List<Aged> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(path -> path.toString().endsWith(ENDING)).toList()) {
        files.add(new Aged(file, Files.size(file), Files.getLastModifiedTime(file)));
      }
    }
    long bytes = files.stream().mapToLong(Aged::bytes).sum();
    files.sort(Comparator.comparing(Aged::lastUsed));
    for (Aged file : files) {
      if (bytes > maxBytes && !file.path.equals(used)) {
        Files.deleteIfExists(file.path);
        bytes -= file.bytes;
      }
    }
  }

  private record Aged(Path path, long bytes, FileTime lastUsed) {}
}
