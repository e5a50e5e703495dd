package io.clipstreams.cli.explore.clusters;

import io.clipstreams.model.search.RandomSample;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.clustering.CentroidCluster;
import org.hipparchus.clustering.Clusterable;
import org.hipparchus.clustering.KMeansPlusPlusClusterer;
import org.hipparchus.clustering.distance.EuclideanDistance;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.random.Well19937c;

/**
 * k-means of unit vectors: Hipparchus' k-means++ on a sample, the centres brought to unit length
 * again. Several starts, of which the tightest is kept. The same vectors always give the same
 * centres. One thread, which others help.
 */
final class UnitKMeans {

  private static final int MOST_ITERATIONS = 100;

  private final List<Point> sample;
  private final int trials;

  private record Point(double[] values) implements Clusterable {
    @Override
    public double[] getPoint() {
      return values;
    }
  }

  private record Trial(List<CentroidCluster<Point>> clusters, double spread) {}

  /**
   * Prepares.
   *
   * @param vectors unit vectors
   * @param sampleSize of how many the centres are found at most
   * @param trials how many starts there are, at least 1
   */
  UnitKMeans(List<float[]> vectors, int sampleSize, int trials) {
    this.sample =
        Arrays.stream(RandomSample.of(vectors.size(), sampleSize))
            .mapToObj(row -> new Point(doubles(vectors.get(row))))
            .toList();
    this.trials = trials;
  }

  /**
   * Finds centres.
   *
   * @param k how many, from 1 to the number of vectors
   * @param done is told of each start that has come to its end, on any thread
   * @return k unit vectors
   * @throws IllegalArgumentException when there are fewer different vectors
   */
  float[][] centres(int k, Runnable done) {
    long different = sample.stream().map(Point::values).map(Arrays::hashCode).distinct().count();
    if (k < 1 || different < k) {
      throw new IllegalArgumentException(
          "%d clusters cannot be made of %d different images".formatted(k, different));
    }
    return IntStream.range(0, trials)
        .parallel()
        .mapToObj(
            seed -> {
              Trial trial = run(k, seed);
              done.run();
              return trial;
            })
        .reduce((a, b) -> b.spread < a.spread ? b : a)
        .orElseThrow()
        .clusters
        .stream()
        .map(cluster -> unit(cluster.getCenter().getPoint()))
        .toArray(float[][]::new);
  }

  private Trial run(int k, int seed) {
    EuclideanDistance distance = new EuclideanDistance();
    try {
      List<CentroidCluster<Point>> clusters =
          new KMeansPlusPlusClusterer<Point>(k, MOST_ITERATIONS, distance, new Well19937c(seed))
              .cluster(sample);
      double spread = 0;
      for (CentroidCluster<Point> cluster : clusters) {
        for (Point point : cluster.getPoints()) {
          double d = distance.compute(point.values, cluster.getCenter().getPoint());
          spread += d * d;
        }
      }
      return new Trial(clusters, spread);
    } catch (MathRuntimeException e) {
      throw new IllegalArgumentException(
          "%d clusters cannot be made of %d images: %s".formatted(k, sample.size(), e.getMessage()),
          e);
    }
  }

  private static double[] doubles(float[] vector) {
    double[] values = new double[vector.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = vector[i];
    }
    return values;
  }

  private static float[] unit(double[] mean) {
    double norm = Math.sqrt(Arrays.stream(mean).map(value -> value * value).sum());
    float[] unit = new float[mean.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (mean[i] / norm);
    }
    return unit;
  }
}
