package io.clipstreams.model;

import java.util.List;

/**
 * What a {@link ClassifierHead} says of one image.
 *
 * @param best the labels that reach their thresholds, best first, at most as many as were asked for
 * @param leader the best label, whatever its threshold
 * @param rival the best background row; null when there is none
 */
public record Ranking(List<Ranked> best, Ranked leader, Ranked rival) {

  public Ranking {
    best = List.copyOf(best);
  }

  /**
   * One row.
   *
   * @param row its index among the labels, or among the background
   * @param product of its vector with the image's embedding
   * @param score from 0 to 1
   */
  public record Ranked(int row, float product, float score) {}
}
