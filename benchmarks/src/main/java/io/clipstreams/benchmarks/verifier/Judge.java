package io.clipstreams.benchmarks.verifier;

import java.util.Map;

/** Knows the right answers, from somewhere else than the application. */
@FunctionalInterface
public interface Judge {

  /**
   * How a generation of the label set judges a picture.
   *
   * @return for each label of the generation, by its name, similarity and score
   */
  Map<String, Numbers> judge(String picture, int generation);

  /** What a label's entry should say. */
  record Numbers(double similarity, double score) {}
}
