package io.clipstreams.model.image;

import io.clipstreams.model.ImageRefusedException;
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

  private final PreprocessorConfig config;
  private final ImageDecoder decoder;

  /**
   * @param options the limits on a picture
   */
  public ClipPreprocessor(PreprocessorConfig config, ModelOptions options) {
    this.config = config;
    this.decoder = new ImageDecoder(options.maxPixels(), options.decodeTimeout());
  }

  @Override
  public PreparedImage prepare(byte[] encoded) throws ImageRefusedException {
    RgbView picture = decoder.decode(encoded);
    Extent size = config.resize().of(new Extent(picture.height(), picture.width()));
    Extent crop = config.crop() == null ? size : config.crop();
    return new PreparedImage(
        new Pixels(
            crop.height(), crop.width(), CentreCrop.of(picture, size, config.resample(), crop)),
        picture.width(),
        picture.height());
  }
}
