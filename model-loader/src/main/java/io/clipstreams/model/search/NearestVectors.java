package io.clipstreams.model.search;

import io.clipstreams.model.DotProduct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * The vectors nearest to a query, by holding it against each of them. The product reads every
 * vector once, so memory sets the pace: a million of 512 values take a fifth of a second on two
 * cores. Safe for use by many threads while the list does not change.
 */
public final class NearestVectors {

  /** Rows of one piece of work: some megabytes, so that threads share them evenly. */
  private static final int SLICE = 4_096;

  private NearestVectors() {}

  /**
   * Searches, on all cores.
   *
   * @param vectors unit vectors of one length, with fast access by position
   * @param query a unit vector of the same length
   * @param most how many are wanted, at least 1
   * @return nearest first; fewer than wanted where there are no more
   * @throws IllegalArgumentException when nothing is wanted, or lengths differ
   */
  public static List<Neighbour> of(List<float[]> vectors, float[] query, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least 1 must be wanted, but it is " + most);
    }
    int slices = (vectors.size() + SLICE - 1) / SLICE;
    return IntStream.range(0, slices)
        .parallel()
        .mapToObj(slice -> best(vectors, query, most, slice * SLICE))
        .flatMap(List::stream)
        .sorted(Neighbour.NEAREST_FIRST)
        .limit(most)
        .toList();
  }

  private static List<Neighbour> best(List<float[]> vectors, float[] query, int most, int from) {
    int to = Math.min(from + SLICE, vectors.size());
    PriorityQueue<Neighbour> best =
        new PriorityQueue<>(Collections.reverseOrder(Neighbour.NEAREST_FIRST));
    float least = Float.NEGATIVE_INFINITY;
    for (int row = from; row < to; row++) {
      float similarity = DotProduct.of(query, vectors.get(row));
      if (best.size() < most || similarity > least) {
        best.add(new Neighbour(row, similarity));
        if (best.size() > most) {
          best.poll();
        }
        least = best.peek().similarity();
      }
    }
    return new ArrayList<>(best);
  }
}
