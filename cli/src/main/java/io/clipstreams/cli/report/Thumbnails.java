package io.clipstreams.cli.report;

import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.image.Thumbnailer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Small pictures as data URIs of JPEG files. Safe for use by many threads. */
public final class Thumbnails {

  private static final int LONGEST_EDGE = 160;

  private final Thumbnailer thumbnailer = new Thumbnailer(ModelOptions.defaults(), LONGEST_EDGE);

  /**
   * The whole picture, small.
   *
   * @param encoded the bytes of a picture's file
   * @throws ImageRefusedException when they are no picture that can be read within the limits
   */
  public String of(byte[] encoded) throws ImageRefusedException {
    return DataUris.of("image/jpeg", jpeg(thumbnailer.of(encoded)));
  }

  private static byte[] jpeg(Pixels pixels) {
    BufferedImage image =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = pixels.rgb();
    for (int y = 0, at = 0; y < pixels.height(); y++) {
      for (int x = 0; x < pixels.width(); x++, at += 3) {
        int colour = (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | rgb[at + 2] & 0xff;
        image.setRGB(x, y, colour);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "jpeg", out)) {
        throw new IllegalStateException("this Java writes no JPEG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
