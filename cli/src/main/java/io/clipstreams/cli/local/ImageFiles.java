package io.clipstreams.cli.local;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.Preprocessor;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Reads picture files and embeds them in batches, in the order given. A file that fails is named on
 * stderr, and the others go on.
 */
public final class ImageFiles {

  private static final int BATCH = 16;
  private static final int MAX_BYTES = 64 << 20;

  private final ClipModel model;
  private final PrintWriter err;
  private final Reader reader;
  private final List<String> names = new ArrayList<>();
  private final List<Pixels> batch = new ArrayList<>();
  private int failed;

  /** Reads the bytes of an image. */
  @FunctionalInterface
  public interface Reader {
    byte[] read(String name) throws IOException;
  }

  ImageFiles(ClipModel model, PrintWriter err) {
    this(model, err, ImageFiles::read);
  }

  /**
   * @param err told of images that fail
   * @param reader where they are read from, by name
   */
  public ImageFiles(ClipModel model, PrintWriter err, Reader reader) {
    this.model = model;
    this.err = err;
    this.reader = reader;
  }

  /**
   * Embeds the files.
   *
   * @param each takes the name and the unit embedding of every file that is a picture
   * @return how many files failed
   */
  public int embed(List<String> files, BiConsumer<String, float[]> each) {
    Preprocessor preprocessor = model.preprocessor();
    for (String file : files) {
      try {
        batch.add(preprocessor.prepare(reader.read(file)).pixels());
        names.add(file);
      } catch (ImageRefusedException | IOException e) {
        fail(file, e);
      }
      if (batch.size() == BATCH) {
        flush(each);
      }
    }
    flush(each);
    return failed;
  }

  private void flush(BiConsumer<String, float[]> each) {
    if (batch.isEmpty()) {
      return;
    }
    float[][] embeds = model.encodeImages(List.copyOf(batch));
    for (int i = 0; i < embeds.length; i++) {
      each.accept(names.get(i), embeds[i]);
    }
    batch.clear();
    names.clear();
  }

  /** The whole content of a file, within bounds. */
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

  private void fail(String file, Exception error) {
    failed++;
    err.println(file + ": " + reason(error));
    err.flush();
  }

  private static String reason(Exception error) {
    if (error instanceof NoSuchFileException) {
      return "no such file";
    }
    if (error instanceof AccessDeniedException) {
      return "permission denied";
    }
    return String.valueOf(error.getMessage());
  }
}
