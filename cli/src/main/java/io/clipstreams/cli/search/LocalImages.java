package io.clipstreams.cli.search;

import java.util.List;

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
   * @param images how many were compared
   * @param results best first
   */
  record Found(long images, List<Near> results) {
    public Found {
      results = List.copyOf(results);
    }
  }
}
