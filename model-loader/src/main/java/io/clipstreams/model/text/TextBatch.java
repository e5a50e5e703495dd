package io.clipstreams.model.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts of about the same length, as the text tower takes them. All are padded to the longest; what
 * stands behind the end token cannot reach it in a causal tower.
 *
 * @param positions where each text stood in the list that was divided
 * @param inputIds texts × length, row by row
 * @param ends where each text's end token stands
 * @param length of each row
 */
public record TextBatch(int[] positions, long[] inputIds, long[] ends, int length) {

  /**
   * Divides texts into batches by length, so that short ones do not pay for long ones.
   *
   * @param size texts of one batch at most
   */
  public static List<TextBatch> divide(List<TokenizedText> texts, int size) {
    int[] byLength =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> texts.get(i).inputIds().length))
            .mapToInt(Integer::intValue)
            .toArray();
    List<TextBatch> batches = new ArrayList<>();
    for (int from = 0; from < byLength.length; from += size) {
      int to = Math.min(from + size, byLength.length);
      batches.add(of(texts, Arrays.copyOfRange(byLength, from, to)));
    }
    return batches;
  }

  private static TextBatch of(List<TokenizedText> texts, int[] positions) {
    int longest = texts.get(positions[positions.length - 1]).inputIds().length;
    long[] ids = new long[positions.length * longest];
    long[] ends = new long[positions.length];
    for (int row = 0; row < positions.length; row++) {
      TokenizedText text = texts.get(positions[row]);
      System.arraycopy(text.inputIds(), 0, ids, row * longest, text.inputIds().length);
      ends[row] = text.end();
    }
    return new TextBatch(positions, ids, ends, longest);
  }

  /** How many texts there are. */
  public int size() {
    return positions.length;
  }
}
