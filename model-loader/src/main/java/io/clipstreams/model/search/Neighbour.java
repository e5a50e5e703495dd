package io.clipstreams.model.search;

import java.util.Comparator;

/**
 * A vector that was found near another.
 *
 * @param row its position in the list that was searched
 * @param similarity the cosine of both, from −1 to 1
 */
public record Neighbour(int row, float similarity) {

  /** Nearest first; of equals the one that came first. */
  public static final Comparator<Neighbour> NEAREST_FIRST =
      Comparator.comparingDouble(Neighbour::similarity).reversed().thenComparingInt(Neighbour::row);

  /** Cosine distance, from 0 to 2. */
  public float distance() {
    return 1 - similarity;
  }
}
