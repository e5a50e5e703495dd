package io.clipstreams.cli.search;

import java.util.List;
import java.util.Set;

/** The embedded images of this instance's partitions. Any thread may call. */
public interface LocalImages {

  /** Fingerprint of the model whose embeddings are searched. */
  String model();

  /**
   * Searches.
   *
   * @param vector a unit vector of that model
   * @throws IllegalStateException when the stores cannot be read now, such as during a rebalance
   */
  Found nearest(float[] vector, int most);

  /**
   * What was found here.
   *
   * @param images about how many were compared
   * @param partitions of the topic, whose images those are
   * @param results best first
   */
  record Found(long images, Set<Integer> partitions, List<Near> results) {
    public Found {
      partitions = Set.copyOf(partitions);
      results = List.copyOf(results);
    }
  }
}
