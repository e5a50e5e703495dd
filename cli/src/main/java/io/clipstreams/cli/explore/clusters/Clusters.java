package io.clipstreams.cli.explore.clusters;

import io.clipstreams.model.DotProduct;
import io.clipstreams.model.search.Neighbour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Vectors divided among centres.
 *
 * @param clusters largest first; none is empty
 * @param silhouette how well they are told apart, see {@link Silhouette}; null where there is one
 *     alone
 */
public record Clusters(List<Cluster> clusters, Double silhouette) {

  /**
   * The vectors that are nearer to this centre than to any other.
   *
   * @param centre a unit vector
   * @param members nearest to the centre first
   */
  public record Cluster(float[] centre, List<Neighbour> members) {
    public Cluster {
      members = List.copyOf(members);
    }
  }

  public Clusters {
    clusters = List.copyOf(clusters);
  }

  /** Gives each vector to the centre of the highest product. */
  static List<Cluster> assign(List<float[]> vectors, float[][] centres) {
    int[] nearest = nearest(vectors, centres);
    List<List<Neighbour>> members = new ArrayList<>();
    for (int i = 0; i < centres.length; i++) {
      members.add(new ArrayList<>());
    }
    for (int row = 0; row < nearest.length; row++) {
      float similarity = DotProduct.of(vectors.get(row), centres[nearest[row]]);
      members.get(nearest[row]).add(new Neighbour(row, similarity));
    }
    members.forEach(list -> list.sort(Neighbour.NEAREST_FIRST));
    return IntStream.range(0, centres.length)
        .filter(i -> !members.get(i).isEmpty())
        .mapToObj(i -> new Cluster(centres[i], members.get(i)))
        .sorted(Comparator.comparingInt((Cluster one) -> one.members().size()).reversed())
        .toList();
  }

  /** The number of the nearest centre of each vector. */
  static int[] nearest(List<float[]> vectors, float[][] centres) {
    return vectors.stream().parallel().mapToInt(vector -> nearest(vector, centres)).toArray();
  }

  private static int nearest(float[] vector, float[][] centres) {
    int best = 0;
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < centres.length; i++) {
      float similarity = DotProduct.of(vector, centres[i]);
      if (similarity > highest) {
        highest = similarity;
        best = i;
      }
    }
    return best;
  }
}
