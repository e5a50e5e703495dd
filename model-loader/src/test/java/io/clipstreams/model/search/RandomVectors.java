package io.clipstreams.model.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Unit vectors around some random directions, as embeddings of pictures of some kinds are. */
final class RandomVectors {

  private RandomVectors() {}

  static List<float[]> of(int number, int dimension, int kinds, float spread) {
    Random random = new Random(7);
    List<float[]> centres = new ArrayList<>();
    for (int i = 0; i < kinds; i++) {
      centres.add(around(new float[dimension], 1, random));
    }
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      vectors.add(around(centres.get(i % kinds), spread, random));
    }
    return vectors;
  }

  private static float[] around(float[] centre, float spread, Random random) {
    float[] vector = new float[centre.length];
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = centre[i] + spread * (float) random.nextGaussian();
      squares += vector[i] * vector[i];
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }
}
