package io.clipstreams.model.search;

import io.clipstreams.model.ClassifierHead;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.HeadRow;
import io.clipstreams.model.HeadSpec;
import io.clipstreams.model.Ranking;
import io.clipstreams.model.Ranking.Ranked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The nearest other vectors of many vectors at once: matrix products on the model's device, block
 * by block, so that beside the vectors themselves little memory is needed. One thread.
 */
final class Neighbourhoods {

  private static final int BATCH = 256;

  private final ClipModel model;
  private final List<float[]> vectors;
  private final int most;
  private final int blockSize;

  /**
   * @param model of the vectors' dimension
   * @param most how many neighbours are wanted of each
   * @param blockSize how many vectors are on the device at a time
   */
  Neighbourhoods(ClipModel model, List<float[]> vectors, int most, int blockSize) {
    this.model = model;
    this.vectors = vectors;
    this.most = most;
    this.blockSize = blockSize;
  }

  /**
   * Searches.
   *
   * @param candidates positions of the vectors whose neighbours are wanted
   * @param among positions of those that can be neighbours; a vector is none of its own
   * @param wanted asked for each candidate after each block, whether it is to be looked at further,
   *     by the nearest that are known so far
   * @param progress hears how many products of a candidate with a block were done
   * @return for each candidate its nearest, nearest first; none of one that was not wanted any more
   */
  List<List<Neighbour>> find(
      int[] candidates, int[] among, Predicate<List<Neighbour>> wanted, IntConsumer progress) {
    List<List<Neighbour>> found =
        new ArrayList<>(Collections.nCopies(candidates.length, List.<Neighbour>of()));
    int[] open = IntStream.range(0, candidates.length).toArray();
    for (int from = 0; from < among.length && open.length > 0; from += blockSize) {
      int[] block = Arrays.copyOfRange(among, from, Math.min(among.length, from + blockSize));
      try (ClassifierHead head = model.head(head(block))) {
        rank(head, candidates, open, block, found, progress);
      }
      open = stillOpen(open, found, wanted);
    }
    return found;
  }

  private static int[] stillOpen(
      int[] open, List<List<Neighbour>> found, Predicate<List<Neighbour>> wanted) {
    return Arrays.stream(open)
        .filter(
            i -> {
              boolean further = wanted.test(found.get(i));
              if (!further) {
                found.set(i, List.of());
              }
              return further;
            })
        .toArray();
  }

  /** How often {@link #find} will tell of progress, all together, while all are wanted. */
  long steps(int candidates, int among) {
    return (long) candidates * ((among + blockSize - 1) / blockSize);
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
      int[] open,
      int[] block,
      List<List<Neighbour>> found,
      IntConsumer progress) {
    for (int from = 0; from < open.length; from += BATCH) {
      int[] batch = Arrays.copyOfRange(open, from, Math.min(open.length, from + BATCH));
      List<Ranking> rankings =
          head.rank(
              Arrays.stream(batch)
                  .mapToObj(i -> vectors.get(candidates[i]))
                  .toArray(float[][]::new));
      for (int one = 0; one < batch.length; one++) {
        int i = batch[one];
        found.set(i, merged(found.get(i), rankings.get(one).best(), block, candidates[i]));
      }
      progress.accept(batch.length);
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
