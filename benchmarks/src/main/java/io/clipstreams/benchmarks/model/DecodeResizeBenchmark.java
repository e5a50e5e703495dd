package io.clipstreams.benchmarks.model;

import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.Preprocessor;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Decode and exact resize on one thread, against the JDK's decode alone and with Graphics2D. */
final class DecodeResizeBenchmark {

  private static final String OURS = "decode + exact resize";
  private static final String DECODE = "the JDK's decode alone";
  private static final String GRAPHICS = "ImageIO + Graphics2D bicubic";

  /** Of a 12-megapixel JPEG on a 2-core machine with AMX; there is no Pillow to measure here. */
  private static final double PILLOW_MILLIS = 126;

  private static final double PILLOW_REDUCED_MILLIS = 29;

  private final Preprocessor preprocessor;
  private final int rounds;

  DecodeResizeBenchmark(Preprocessor preprocessor, int rounds) {
    this.preprocessor = preprocessor;
    this.rounds = rounds;
  }

  /**
   * What was found.
   *
   * @param decodeResizeOverDecode12Mp our time for the large picture over the decode's
   */
  record Result(List<Figure> figures, double decodeResizeOverDecode12Mp) {}

  Result run() throws IOException {
    ImageIO.setUseCache(false);
    List<Figure> figures = new ArrayList<>();
    measure("500 × 375", DrawnPhoto.jpeg(500, 375, 1), figures);
    Map<String, Timing> large = measure("4000 × 3000", DrawnPhoto.jpeg(4000, 3000, 1), figures);
    figures.add(stated("full decode", PILLOW_MILLIS));
    figures.add(stated("reduced-size decode", PILLOW_REDUCED_MILLIS));
    return new Result(figures, large.get(OURS).median() / large.get(DECODE).median());
  }

  private Map<String, Timing> measure(String name, byte[] jpeg, List<Figure> figures) {
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    contestants.put(OURS, () -> prepare(jpeg));
    contestants.put(DECODE, () -> decode(jpeg));
    contestants.put(GRAPHICS, () -> shrink(decode(jpeg)));
    Map<String, Timing> timings = Timing.interleaved(5, 2 * rounds, contestants);
    timings.forEach(
        (what, timing) ->
            figures.add(Figure.millis("JPEG of %s, %s".formatted(name, what), timing)));
    return timings;
  }

  private static Figure stated(String what, double millis) {
    String name = "JPEG of 12 megapixels, Pillow's %s (stated, not measured)".formatted(what);
    return new Figure(name, millis, millis, millis, "ms");
  }

  private void prepare(byte[] jpeg) {
    try {
      preprocessor.prepare(jpeg);
    } catch (ImageRefusedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BufferedImage decode(byte[] jpeg) {
    try {
      return ImageIO.read(new ByteArrayInputStream(jpeg));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void shrink(BufferedImage picture) {
    BufferedImage small = new BufferedImage(224, 224, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(picture, 0, 0, 224, 224, null);
    graphics.dispose();
  }
}
