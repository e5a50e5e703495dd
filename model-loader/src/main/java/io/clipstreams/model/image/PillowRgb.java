package io.clipstreams.model.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * What Pillow's {@code convert("RGB")} makes of a decoded picture: colour profiles are ignored,
 * alpha is dropped without blending, gray of 16 bits is clipped at 255, colours of 16 bits keep
 * their upper half, a palette is looked up.
 */
final class PillowRgb {

  private PillowRgb() {}

  static RgbView of(BufferedImage image) {
    Raster raster = image.getRaster();
    ColorModel colors = image.getColorModel();
    if (colors instanceof IndexColorModel palette) {
      return indexed(raster, palette);
    }
    if (raster.getSampleModel() instanceof ComponentSampleModel) {
      return raster.getTransferType() == DataBuffer.TYPE_BYTE ? bytes(raster) : words(raster);
    }
    return packed(image);
  }

  /** Samples of 8 bits stay where the decoder has put them. */
  private static RgbView bytes(Raster raster) {
    ComponentSampleModel model = (ComponentSampleModel) raster.getSampleModel();
    DataBufferByte buffer = (DataBufferByte) raster.getDataBuffer();
    if (buffer.getNumBanks() > 1) {
      return words(raster);
    }
    int[] offsets = model.getBandOffsets();
    boolean gray = raster.getNumBands() < 3;
    int red = offsets[0];
    int origin =
        buffer.getOffset()
            + red
            - raster.getSampleModelTranslateX() * model.getPixelStride()
            - raster.getSampleModelTranslateY() * model.getScanlineStride();
    return new RgbView(
        buffer.getData(),
        raster.getWidth(),
        raster.getHeight(),
        origin,
        model.getPixelStride(),
        model.getScanlineStride(),
        gray ? 0 : offsets[1] - red,
        gray ? 0 : offsets[2] - red);
  }

  private static RgbView words(Raster raster) {
    int bands = raster.getNumBands();
    boolean wide = raster.getSampleModel().getSampleSize(0) > 8;
    int width = raster.getWidth();
    int[] row = new int[width * bands];
    byte[] rgb = new byte[Math.multiplyExact(width * 3, raster.getHeight())];
    int out = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          int sample = row[x * bands + (bands < 3 ? 0 : c)];
          rgb[out++] = (byte) (!wide ? sample : bands == 1 ? Math.min(sample, 255) : sample >> 8);
        }
      }
    }
    return RgbView.of(rgb, width, raster.getHeight());
  }

  private static RgbView indexed(Raster raster, IndexColorModel palette) {
    int[] colors = new int[palette.getMapSize()];
    palette.getRGBs(colors);
    int width = raster.getWidth();
    int[] row = new int[width];
    byte[] rgb = new byte[Math.multiplyExact(width * 3, raster.getHeight())];
    int out = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
      for (int index : row) {
        out = put(index < colors.length ? colors[index] : 0, rgb, out);
      }
    }
    return RgbView.of(rgb, width, raster.getHeight());
  }

  private static RgbView packed(BufferedImage image) {
    int width = image.getWidth();
    int[] row = new int[width];
    byte[] rgb = new byte[Math.multiplyExact(width * 3, image.getHeight())];
    int out = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int color : row) {
        out = put(color, rgb, out);
      }
    }
    return RgbView.of(rgb, width, image.getHeight());
  }

  /** CMYK with 0 for full ink, as Adobe writes it into JPEG and Pillow assumes. */
  static RgbView ofInvertedCmyk(Raster raster) {
    int width = raster.getWidth();
    int[] row = new int[width * 4];
    byte[] rgb = new byte[Math.multiplyExact(width * 3, raster.getHeight())];
    int out = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int light = row[4 * x + 3];
        for (int c = 0; c < 3; c++) {
          int ink = 255 - row[4 * x + c];
          rgb[out++] = (byte) Math.max(0, light - multiplied(ink, light));
        }
      }
    }
    return RgbView.of(rgb, width, raster.getHeight());
  }

  /** a · b / 255, rounded, as Pillow's MULDIV255. */
  private static int multiplied(int a, int b) {
    int product = a * b + 128;
    return ((product >> 8) + product) >> 8;
  }

  private static int put(int color, byte[] rgb, int out) {
    rgb[out] = (byte) (color >> 16);
    rgb[out + 1] = (byte) (color >> 8);
    rgb[out + 2] = (byte) color;
    return out + 3;
  }
}
