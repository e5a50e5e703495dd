package io.clipstreams.model.search;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Some positions of a list, drawn by chance; of lists of the same size always the same ones. */
public final class RandomSample {

  private static final long SEED = 1;

  private RandomSample() {}

  /**
   * Draws without putting back.
   *
   * @param size of the list
   * @param most how many are drawn; all, in order, where there are no more
   */
  public static int[] of(int size, int most) {
    int[] rows = IntStream.range(0, size).toArray();
    if (size <= most) {
      return rows;
    }
    Random random = new Random(SEED);
    for (int i = 0; i < most; i++) {
      int other = i + random.nextInt(size - i);
      int row = rows[other];
      rows[other] = rows[i];
      rows[i] = row;
    }
    return Arrays.copyOf(rows, most);
  }
}
