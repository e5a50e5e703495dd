package io.clipstreams.model.image;

import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.ImageRefusedException.Reason;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.PreparedImage;
import io.clipstreams.model.Preprocessor;
import io.clipstreams.model.checkpoint.PreprocessorConfig;
import io.clipstreams.model.checkpoint.PreprocessorConfig.Extent;

/**
 * What Hugging Face's CLIPImageProcessor does with Pillow, up to the crop; rescaling and
 * normalising are part of the program.
 */
public final class ClipPreprocessor implements Preprocessor {

  /** Pillow's pictures have at most 2 GiB, at 4 bytes for each pixel. */
  private static final long PILLOWS_LIMIT = Integer.MAX_VALUE / 4;

  private final PreprocessorConfig config;
  private final ImageDecoder decoder;
  private final long maxPixels;

  /**
   * @param options the limits on a picture
   */
  public ClipPreprocessor(PreprocessorConfig config, ModelOptions options) {
    this.config = config;
    this.decoder = new ImageDecoder(options.maxPixels(), options.decodeTimeout());
    this.maxPixels = options.maxPixels();
  }

  @Override
  public PreparedImage prepare(byte[] encoded) throws ImageRefusedException {
    RgbView picture = decoder.decode(encoded);
    Extent size = config.resize().of(new Extent(picture.height(), picture.width()));
    Extent crop = config.crop() == null ? size : config.crop();
    requireBounded(picture, size, crop);
    byte[] rgb = CentreCrop.of(picture, size, config.resample(), crop);
    return new PreparedImage(
        new Pixels(crop.height(), crop.width(), rgb), picture.width(), picture.height());
  }

  /**
   * A picture of one column and millions of rows is small, but not between the two passes of the
   * resize, nor after it.
   */
  private void requireBounded(RgbView picture, Extent size, Extent crop)
      throws ImageRefusedException {
    if ((long) size.height() * size.width() > PILLOWS_LIMIT
        || (long) picture.height() * crop.width() > maxPixels) {
      throw new ImageRefusedException(
          Reason.TOO_MANY_PIXELS,
          "a picture of %d × %d pixels is too long and thin to be resized to %d × %d"
              .formatted(picture.width(), picture.height(), size.width(), size.height()));
    }
  }
}
