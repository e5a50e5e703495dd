package io.clipstreams.model.image;

import io.clipstreams.model.checkpoint.PreprocessorConfig.Extent;
import io.clipstreams.model.checkpoint.PreprocessorConfig.Resample;

/**
 * Pillow's {@code Image.resize} followed by a crop, to the byte: a horizontal pass, clamped to 8
 * bits, then a vertical one, both in 22-bit fixed point. Only what the crop keeps is computed.
 *
 * @see <a
 *     href="https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c">Pillow</a>
 */
final class PillowResize {

  private static final int HALF = 1 << (ResampleWeights.PRECISION_BITS - 1);

  private PillowResize() {}

  /**
   * Resizes and crops.
   *
   * @param size of the whole picture after the resize
   * @param top row where the crop begins
   * @param left column where the crop begins
   * @param crop height and width of the result; it lies within {@code size}
   * @return red, green, blue, row by row
   */
  static byte[] resize(
      RgbView picture, Extent size, Resample filter, int top, int left, Extent crop) {
    ResampleWeights columns =
        ResampleWeights.of(filter, picture.width(), size.width(), left, left + crop.width());
    ResampleWeights rows =
        ResampleWeights.of(filter, picture.height(), size.height(), top, top + crop.height());
    int firstRow = rows.inputStart();
    byte[] narrow = horizontal(picture, columns, firstRow, rows.inputEnd());
    return vertical(narrow, 3 * crop.width(), rows, firstRow);
  }

  private static byte[] horizontal(
      RgbView picture, ResampleWeights columns, int fromRow, int toRow) {
    byte[] data = picture.data();
    int step = picture.columnStep();
    int green = picture.green();
    int blue = picture.blue();
    byte[] narrow = new byte[Math.multiplyExact(toRow - fromRow, 3 * columns.size())];
    int out = 0;
    for (int y = fromRow; y < toRow; y++) {
      for (int x = 0; x < columns.size(); x++) {
        int[] weights = columns.weights()[x];
        int at = picture.at(columns.first()[x], y);
        int red = HALF;
        int greens = HALF;
        int blues = HALF;
        for (int weight : weights) {
          red += weight * (data[at] & 0xff);
          greens += weight * (data[at + green] & 0xff);
          blues += weight * (data[at + blue] & 0xff);
          at += step;
        }
        narrow[out++] = clamp(red);
        narrow[out++] = clamp(greens);
        narrow[out++] = clamp(blues);
      }
    }
    return narrow;
  }

  private static byte[] vertical(byte[] narrow, int rowBytes, ResampleWeights rows, int firstRow) {
    byte[] result = new byte[rows.size() * rowBytes];
    int[] sums = new int[rowBytes];
    for (int y = 0; y < rows.size(); y++) {
      java.util.Arrays.fill(sums, HALF);
      int at = (rows.first()[y] - firstRow) * rowBytes;
      for (int weight : rows.weights()[y]) {
        for (int i = 0; i < rowBytes; i++) {
          sums[i] += weight * (narrow[at + i] & 0xff);
        }
        at += rowBytes;
      }
      for (int i = 0; i < rowBytes; i++) {
        result[y * rowBytes + i] = clamp(sums[i]);
      }
    }
    return result;
  }

  private static byte clamp(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> ResampleWeights.PRECISION_BITS));
  }
}
