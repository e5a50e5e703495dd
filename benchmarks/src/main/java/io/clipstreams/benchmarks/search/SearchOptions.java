package io.clipstreams.benchmarks.search;

import java.util.List;

/**
 * What is measured.
 *
 * @param sizes how many vectors are searched, one after the other
 * @param rounds how many queries each size answers
 * @param uniqueUpTo the largest size whose outliers are searched too
 */
public record SearchOptions(List<Integer> sizes, int rounds, int uniqueUpTo) {

  public static final String USUAL_SIZES = "10000,100000,1000000";
  public static final int USUAL_ROUNDS = 21;
  public static final int USUAL_UNIQUE_UP_TO = 100_000;

  public SearchOptions {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 2) || rounds < 1) {
      throw new IllegalArgumentException("sizes must be at least 2, and rounds at least 1");
    }
  }
}
