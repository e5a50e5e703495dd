package io.clipstreams.cli.explore.clusters;

import io.clipstreams.model.DotProduct;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well clusters are told apart (Rousseeuw, 1987): the mean over all vectors of {@code (b − a) /
 * max(a, b)}, where a is the mean distance to the others of its cluster, and b to those of the
 * nearest other cluster. 1 is best; 0 means that clusters run into each other. By cosine distance;
 * a vector alone in its cluster counts 0.
 */
final class Silhouette {

  private final float[][] distances;

  /** The distances of all pairs are kept: n² floats. */
  Silhouette(List<float[]> vectors) {
    distances =
        vectors.stream()
            .parallel()
            .map(
                a -> {
                  float[] row = new float[vectors.size()];
                  for (int i = 0; i < row.length; i++) {
                    row[i] = 1 - DotProduct.of(a, vectors.get(i));
                  }
                  return row;
                })
            .toArray(float[][]::new);
  }

  /**
   * The mean over all vectors.
   *
   * @param cluster the number of each vector's cluster
   * @param clusters how many there are
   */
  double of(int[] cluster, int clusters) {
    int[] sizes = new int[clusters];
    for (int one : cluster) {
      sizes[one]++;
    }
    return IntStream.range(0, cluster.length)
        .mapToDouble(row -> of(row, cluster, sizes))
        .average()
        .orElseThrow();
  }

  private double of(int row, int[] cluster, int[] sizes) {
    if (sizes[cluster[row]] == 1) {
      return 0;
    }
    double[] sums = new double[sizes.length];
    for (int other = 0; other < cluster.length; other++) {
      if (other != row) {
        sums[cluster[other]] += distances[row][other];
      }
    }
    double within = sums[cluster[row]] / (sizes[cluster[row]] - 1);
    double nearest =
        IntStream.range(0, sizes.length)
            .filter(one -> one != cluster[row] && sizes[one] > 0)
            .mapToDouble(one -> sums[one] / sizes[one])
            .min()
            .orElse(within);
    double larger = Math.max(within, nearest);
    return larger == 0 ? 0 : (nearest - within) / larger;
  }
}
