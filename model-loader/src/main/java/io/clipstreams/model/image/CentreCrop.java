package io.clipstreams.model.image;

import io.clipstreams.model.checkpoint.PreprocessorConfig.Extent;
import io.clipstreams.model.checkpoint.PreprocessorConfig.Resample;

/**
 * The middle of a resized picture. A crop that is larger than the picture is black around it, as
 * with Hugging Face's {@code center_crop}.
 */
final class CentreCrop {

  private CentreCrop() {}

  static byte[] of(RgbView picture, Extent size, Resample filter, Extent crop) {
    int top = Math.floorDiv(size.height() - crop.height(), 2);
    int left = Math.floorDiv(size.width() - crop.width(), 2);
    Extent inner =
        new Extent(Math.min(size.height(), crop.height()), Math.min(size.width(), crop.width()));
    byte[] pixels =
        PillowResize.resize(picture, size, filter, Math.max(top, 0), Math.max(left, 0), inner);
    if (inner.equals(crop)) {
      return pixels;
    }
    byte[] framed = new byte[3 * crop.height() * crop.width()];
    for (int y = 0; y < inner.height(); y++) {
      int to = 3 * ((y + Math.max(-top, 0)) * crop.width() + Math.max(-left, 0));
      System.arraycopy(pixels, 3 * y * inner.width(), framed, to, 3 * inner.width());
    }
    return framed;
  }
}
