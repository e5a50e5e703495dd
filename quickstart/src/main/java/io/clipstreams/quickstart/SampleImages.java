package io.clipstreams.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** The pictures that come with clip-streams, listed in {@code samples/samples.json}. */
public final class SampleImages {

  private SampleImages() {}

  /** An entry of the list. */
  private record Entry(String file, List<String> truth) {}

  /** All samples, in the order of the list. */
  public static List<SampleImage> load() {
    return load("/samples");
  }

  static List<SampleImage> load(String folder) {
    String list = folder + "/samples.json";
    try (InputStream in = SampleImages.class.getResourceAsStream(list)) {
      if (in == null) {
        throw new IllegalStateException(
            "the list of samples, " + list + ", is not on the class path");
      }
      Entry[] entries = new ObjectMapper().readValue(in, Entry[].class);
      return Arrays.stream(entries)
          .map(entry -> new SampleImage(entry.file(), entry.truth(), folder))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the list of samples, " + list + ", cannot be read", e);
    }
  }
}
