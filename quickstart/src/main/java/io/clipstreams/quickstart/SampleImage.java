package io.clipstreams.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * A picture that comes with clip-streams.
 *
 * @param file its file name, such as {@code cat-1.png}
 * @param truth the labels that are right for it, narrow and broad ones
 * @param folder where it is on the class path
 */
public record SampleImage(String file, List<String> truth, String folder) {

  public SampleImage {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(folder, "folder");
    truth = List.copyOf(truth);
  }

  /** The bytes of its file, a PNG, JPEG or WebP. */
  public byte[] bytes() {
    String resource = folder + "/" + file;
    try (InputStream in = SampleImage.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the sample " + resource + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the sample " + resource + " cannot be read", e);
    }
  }
}
