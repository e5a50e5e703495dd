package io.clipstreams.cli.explore.clusters;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Unit vectors in heaps around the axes: what clustering must find again. */
final class Heaps {

  private static final int DIMENSION = 16;

  private Heaps() {}

  /** So many vectors around each of so many axes, in turn: number i belongs to i modulo heaps. */
  static List<float[]> of(int heaps, int each) {
    Random random = new Random(3);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < heaps * each; i++) {
      float[] vector = new float[DIMENSION];
      double squares = 0;
      for (int d = 0; d < DIMENSION; d++) {
        vector[d] = (d == i % heaps ? 1 : 0) + 0.05f * (float) random.nextGaussian();
        squares += vector[d] * vector[d];
      }
      for (int d = 0; d < DIMENSION; d++) {
        vector[d] /= (float) Math.sqrt(squares);
      }
      vectors.add(vector);
    }
    return vectors;
  }
}
