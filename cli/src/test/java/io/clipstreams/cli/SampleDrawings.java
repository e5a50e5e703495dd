package io.clipstreams.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The demo's drawings as labelled images. */
public final class SampleDrawings {

  private SampleDrawings() {}

  /** Copies drawings such as {@code cat-1.webp}, each into the folder of its class. */
  public static void copy(Path folder, String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name.substring(0, name.indexOf('-'))).resolve(name);
      Files.createDirectories(file.getParent());
      try (InputStream in = SampleDrawings.class.getResourceAsStream("/samples/" + name)) {
        Files.copy(in, file);
      }
    }
  }
}
