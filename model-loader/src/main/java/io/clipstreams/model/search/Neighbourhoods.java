package io.clipstreams.model.search;

import io.clipstreams.model.ClassifierHead;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.HeadRow;
import io.clipstreams.model.HeadSpec;
import io.clipstreams.model.Ranking;
import io.clipstreams.model.Ranking.Ranked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The nearest other vectors of many vectors at once: matrix products on the model's device, block
 * by block, so that beside the vectors themselves little memory is needed. One thread.
 */
final class Neighbourhoods {

  /** Rows that are on the device at a time. */
  private static final int BLOCK = 16_384;

  private static final int BATCH = 256;

  private final ClipModel model;
  private final List<float[]> vectors;
  private final int most;

  /**
   * @param model of the vectors' dimension
   * @param most how many neighbours are wanted of each
   */
  Neighbourhoods(ClipModel model, List<float[]> vectors, int most) {
    this.model = model;
    this.vectors = vectors;
    this.most = most;
  }

  /**
   * Searches.
   *
   * @param candidates positions of the vectors whose neighbours are wanted
   * @param among positions of those that can be neighbours; a vector is none of its own
   * @param progress hears how many products of a candidate with a block were done
   * @return for each candidate its nearest, nearest first
   */
  List<List<Neighbour>> find(int[] candidates, int[] among, IntConsumer progress) {
    List<List<Neighbour>> found = new ArrayList<>(candidates.length);
    for (int i = 0; i < candidates.length; i++) {
      found.add(List.of());
    }
    for (int from = 0; from < among.length; from += BLOCK) {
      int[] block = Arrays.copyOfRange(among, from, Math.min(among.length, from + BLOCK));
      try (ClassifierHead head = model.head(head(block))) {
        rank(head, candidates, block, found, progress);
      }
    }
    return found;
  }

  /** How often {@link #find} will tell of progress, all together. */
  static long steps(int candidates, int among) {
    return (long) candidates * ((among + BLOCK - 1) / BLOCK);
  }

  /** One more than wanted, since a vector finds itself. The softmax keeps the products' order. */
  private HeadSpec head(int[] block) {
    List<HeadRow> rows =
        Arrays.stream(block).mapToObj(row -> HeadRow.ofPrompts(vectors.get(row), 1)).toList();
    return new HeadSpec(
        model.dimension(), rows, List.of(), HeadSpec.Scores.SOFTMAX, 1, Math.addExact(most, 1));
  }

  private void rank(
      ClassifierHead head,
      int[] candidates,
      int[] block,
      List<List<Neighbour>> found,
      IntConsumer progress) {
    for (int from = 0; from < candidates.length; from += BATCH) {
      int to = Math.min(candidates.length, from + BATCH);
      float[][] batch =
          Arrays.stream(candidates, from, to).mapToObj(vectors::get).toArray(float[][]::new);
      List<Ranking> rankings = head.rank(batch);
      for (int i = from; i < to; i++) {
        found.set(i, merged(found.get(i), rankings.get(i - from).best(), block, candidates[i]));
      }
      progress.accept(to - from);
    }
  }

  private List<Neighbour> merged(
      List<Neighbour> before, List<Ranked> more, int[] block, int candidate) {
    List<Neighbour> all = new ArrayList<>(before);
    for (Ranked one : more) {
      int row = block[one.row()];
      if (row != candidate) {
        all.add(new Neighbour(row, one.product()));
      }
    }
    all.sort(Neighbour.NEAREST_FIRST);
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }
}
