package io.clipstreams.model.image;

import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.ImageRefusedException.Reason;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.checkpoint.PreprocessorConfig.Extent;
import io.clipstreams.model.checkpoint.PreprocessorConfig.Resample;

/**
 * Makes small pictures of whole ones, for people to look at, with the same decoder and the same
 * limits as the model's. Safe for use by many threads.
 */
public final class Thumbnailer {

  /** A picture that is longer and thinner would be a line. */
  private static final int MOST_TIMES_LONGER = 100;

  private final ImageDecoder decoder;
  private final int longestEdge;

  /**
   * @param options the limits on a picture
   * @param longestEdge of a small picture, in pixels
   */
  public Thumbnailer(ModelOptions options, int longestEdge) {
    if (longestEdge < 1) {
      throw new IllegalArgumentException("longestEdge must be positive, but is " + longestEdge);
    }
    this.decoder = new ImageDecoder(options.maxPixels(), options.decodeTimeout());
    this.longestEdge = longestEdge;
  }

  /**
   * The whole picture, upright and small; one that is small already stays as it is.
   *
   * @param encoded the bytes of a JPEG, PNG, WebP, BMP or GIF file
   * @throws ImageRefusedException when the bytes are no picture that can be read within the limits
   */
  public Pixels of(byte[] encoded) throws ImageRefusedException {
    RgbView picture = decoder.decode(encoded);
    int width = picture.width();
    int height = picture.height();
    int longest = Math.max(width, height);
    if (longest > (long) MOST_TIMES_LONGER * Math.min(width, height)) {
      throw new ImageRefusedException(
          Reason.TOO_MANY_PIXELS,
          "a picture of %d × %d pixels is too long and thin to be shown small"
              .formatted(width, height));
    }
    double factor = Math.min(1, (double) longestEdge / longest);
    Extent size = new Extent(scaled(height, factor), scaled(width, factor));
    byte[] rgb = PillowResize.resize(picture, size, Resample.BICUBIC, 0, 0, size);
    return new Pixels(size.height(), size.width(), rgb);
  }

  private static int scaled(int edge, double factor) {
    return Math.max(1, (int) Math.round(edge * factor));
  }
}
