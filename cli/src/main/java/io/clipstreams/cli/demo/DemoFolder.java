package io.clipstreams.cli.demo;

import io.clipstreams.cli.common.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The fresh folder in which one run of the demo keeps everything. */
final class DemoFolder {

  private static final String CONFIG = "clip-streams.properties";

  private final Path path;

  private DemoFolder(Path path) {
    this.path = path;
  }

  /**
   * Creates it.
   *
   * @param wanted must not exist yet, or be empty; null: a new folder for temporary files
   */
  static DemoFolder create(Path wanted) {
    try {
      if (wanted == null) {
        return new DemoFolder(Files.createTempDirectory("clip-streams-demo-"));
      }
      Files.createDirectories(wanted);
      try (var content = Files.list(wanted)) {
        if (content.findAny().isPresent()) {
          throw new CliException(wanted + " is not empty; the demo starts afresh");
        }
      }
      return new DemoFolder(wanted.toAbsolutePath());
    } catch (IOException e) {
      throw new CliException("cannot create the demo's folder: " + e.getMessage(), e);
    }
  }

  Path path() {
    return path;
  }

  Path config() {
    return path.resolve(CONFIG);
  }

  /** Writes what other commands, in other terminals, need to reach the demo. */
  void writeConfig(Map<String, String> settings) {
    try (Writer writer = Files.newBufferedWriter(config())) {
      Properties properties = new Properties();
      properties.putAll(new TreeMap<>(settings));
      properties.store(writer, "clip-streams demo: it ends with the demo");
    } catch (IOException e) {
      throw new CliException("cannot write " + config() + ": " + e.getMessage(), e);
    }
  }

  void delete() {
    try (var files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).forEach(DemoFolder::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }
}
