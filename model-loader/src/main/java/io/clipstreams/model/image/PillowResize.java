package io.clipstreams.model.image;

import io.clipstreams.model.checkpoint.PreprocessorConfig.Extent;
import io.clipstreams.model.checkpoint.PreprocessorConfig.Resample;
import java.util.Arrays;

/**
 * Pillow's {@code Image.resize} followed by a crop, to the byte: a horizontal pass, clamped to 8
 * bits, then a vertical one, both in 22-bit fixed point. Only what the crop keeps is computed.
 *
 * <p>Both passes are one operation: a row of sums is a weighted sum of rows of samples. For the
 * vertical pass these are the picture's rows. For the horizontal one, a block of rows is turned on
 * its side first, so that what is a column of the picture becomes a row of samples. All rows are
 * arrays of int of their own, because the JIT compiler turns the loops over them into vector
 * instructions only then: not for bytes, and not for parts of one array.
 *
 * @see <a
 *     href="https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c">Pillow</a>
 */
final class PillowResize {

  private static final int HALF = 1 << (ResampleWeights.PRECISION_BITS - 1);

  /** Rows that are turned on their side together; their samples fit into the cache. */
  private static final int BLOCK = 16;

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
    return vertical(horizontal(picture, columns, firstRow, rows.inputEnd()), rows, firstRow);
  }

  private static int[][] horizontal(
      RgbView picture, ResampleWeights columns, int fromRow, int toRow) {
    int start = columns.inputStart();
    int[][] samples = new int[columns.inputEnd() - start][3 * BLOCK];
    int[] sums = new int[3 * BLOCK];
    int[][] narrow = new int[toRow - fromRow][3 * columns.size()];
    for (int y = fromRow; y < toRow; y += BLOCK) {
      int count = Math.min(BLOCK, toRow - y);
      for (int row = 0; row < count; row++) {
        turn(picture, picture.at(start, y + row), samples, 3 * row);
      }
      for (int x = 0; x < columns.size(); x++) {
        sum(samples, columns.first()[x] - start, columns.weights()[x], sums);
        for (int row = 0; row < count; row++) {
          for (int c = 0; c < 3; c++) {
            narrow[y - fromRow + row][3 * x + c] = clamped(sums[3 * row + c]);
          }
        }
      }
    }
    return narrow;
  }

  /** Spreads one row of the picture over the columns' samples. */
  private static void turn(RgbView picture, int from, int[][] samples, int to) {
    byte[] data = picture.data();
    int step = picture.columnStep();
    int green = picture.green();
    int blue = picture.blue();
    int at = from;
    for (int[] column : samples) {
      column[to] = data[at] & 0xff;
      column[to + 1] = data[at + green] & 0xff;
      column[to + 2] = data[at + blue] & 0xff;
      at += step;
    }
  }

  private static byte[] vertical(int[][] narrow, ResampleWeights rows, int firstRow) {
    int[] sums = new int[narrow[0].length];
    byte[] result = new byte[rows.size() * sums.length];
    int out = 0;
    for (int y = 0; y < rows.size(); y++) {
      sum(narrow, rows.first()[y] - firstRow, rows.weights()[y], sums);
      for (int sum : sums) {
        result[out++] = (byte) clamped(sum);
      }
    }
    return result;
  }

  /** Weighs the rows of samples from {@code first} on; four at a time, to store sums less often. */
  private static void sum(int[][] samples, int first, int[] weights, int[] sums) {
    Arrays.fill(sums, HALF);
    int k = 0;
    for (; k + 3 < weights.length; k += 4) {
      add(
          sums,
          samples[first + k],
          weights[k],
          samples[first + k + 1],
          weights[k + 1],
          samples[first + k + 2],
          weights[k + 2],
          samples[first + k + 3],
          weights[k + 3]);
    }
    for (; k < weights.length; k++) {
      add(sums, samples[first + k], weights[k]);
    }
  }

  private static void add(
      int[] sums, int[] a, int wa, int[] b, int wb, int[] c, int wc, int[] d, int wd) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
    }
  }

  private static void add(int[] sums, int[] samples, int weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * samples[i];
    }
  }

  private static int clamped(int sum) {
    return Math.max(0, Math.min(255, sum >> ResampleWeights.PRECISION_BITS));
  }
}
