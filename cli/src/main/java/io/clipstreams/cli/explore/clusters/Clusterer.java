package io.clipstreams.cli.explore.clusters;

import io.clipstreams.model.search.RandomSample;
import io.clipstreams.model.search.SearchProgress;
import java.util.Arrays;
import java.util.List;

/**
 * Divides vectors into clusters. Centres are found on a sample of bounded size; all vectors are
 * then given to them. One thread, which others help.
 */
public final class Clusterer {

  /** The most clusters that are chosen without being asked for. */
  public static final int MOST_BY_ITSELF = 32;

  /** The centres of so many vectors are found in seconds. */
  static final int SAMPLE = 5_000;

  /** Choosing their number finds centres again and again. */
  private static final int SMALL_SAMPLE = 1_500;

  private static final int TRIALS = 4;
  private static final int TRIALS_OF_CHOICE = 2;

  private final List<float[]> vectors;
  private final SearchProgress progress;

  /**
   * @param vectors unit vectors, at least one
   */
  public Clusterer(List<float[]> vectors, SearchProgress progress) {
    this.vectors = vectors;
    this.progress = progress;
  }

  /**
   * Divides into so many clusters.
   *
   * @throws IllegalArgumentException when there are fewer different vectors
   */
  public Clusters cluster(int k) {
    progress.phase("finding %d clusters".formatted(k), TRIALS);
    float[][] centres = new UnitKMeans(vectors, SAMPLE, TRIALS).centres(k, this::oneStep);
    return new Clusters(Clusters.assign(vectors, centres), k == 1 ? null : silhouette(centres));
  }

  /**
   * Divides into as many clusters as are told apart best: the number from 2 to {@link
   * #MOST_BY_ITSELF} of the highest {@link Silhouette}, of equals the lowest.
   *
   * @throws IllegalArgumentException when there are fewer than three vectors, or all are the same
   */
  public Clusters clusterByItself() {
    int most = Math.min(MOST_BY_ITSELF, vectors.size() - 1);
    if (most < 2) {
      throw new IllegalArgumentException(
          "%d images are too few to choose a number of clusters".formatted(vectors.size()));
    }
    List<float[]> sample = sample();
    UnitKMeans means = new UnitKMeans(sample, sample.size(), TRIALS_OF_CHOICE);
    Silhouette silhouette = new Silhouette(sample);
    progress.phase("choosing their number", (long) (most - 1) * TRIALS_OF_CHOICE);
    int different = different(sample);
    int chosen = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int k = 2; k <= Math.min(most, different); k++) {
      float[][] centres = means.centres(k, this::oneStep);
      double value = silhouette.of(Clusters.nearest(sample, centres), k);
      if (value > highest) {
        highest = value;
        chosen = k;
      }
    }
    if (chosen == 0) {
      throw new IllegalArgumentException("all images are the same: there are no clusters");
    }
    return cluster(chosen);
  }

  private double silhouette(float[][] centres) {
    List<float[]> sample = sample();
    return new Silhouette(sample).of(Clusters.nearest(sample, centres), centres.length);
  }

  private List<float[]> sample() {
    return Arrays.stream(RandomSample.of(vectors.size(), SMALL_SAMPLE))
        .mapToObj(vectors::get)
        .toList();
  }

  private static int different(List<float[]> vectors) {
    return (int) vectors.stream().map(Arrays::hashCode).distinct().count();
  }

  private synchronized void oneStep() {
    progress.step(1);
  }
}
