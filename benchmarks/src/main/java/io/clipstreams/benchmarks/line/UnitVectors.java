package io.clipstreams.benchmarks.line;

import java.util.Random;
import java.util.stream.Stream;

/** Random directions. */
public final class UnitVectors {

  private UnitVectors() {}

  /** The same direction for the same seed. */
  public static float[] of(long seed, int dimension) {
    Random random = new Random(seed);
    float[] vector = new float[dimension];
    double squares = 0;
    for (int i = 0; i < dimension; i++) {
      vector[i] = random.nextFloat() - 0.5f;
      squares += vector[i] * vector[i];
    }
    float norm = (float) Math.sqrt(squares);
    for (int i = 0; i < dimension; i++) {
      vector[i] /= norm;
    }
    return vector;
  }

  public static float[][] matrix(int rows, int dimension) {
    return Stream.iterate(0L, seed -> seed + 1)
        .limit(rows)
        .map(seed -> of(seed, dimension))
        .toArray(float[][]::new);
  }
}
