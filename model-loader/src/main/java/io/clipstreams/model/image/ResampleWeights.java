package io.clipstreams.model.image;

import io.clipstreams.model.checkpoint.PreprocessorConfig.Resample;
import java.util.Arrays;

/**
 * For each output position of one axis: which input positions count, and how much. The filter is
 * stretched by the reduction, as in Pillow's {@code Resample.c}: weights in double, divided by
 * their sum, then rounded half away from zero to fixed point.
 *
 * @param first for each output position the first input position
 * @param weights for each output position the weights from there on
 */
record ResampleWeights(int[] first, int[][] weights) {

  /** Bits after the point: 32 less 8 for a sample and 2 for overshoot and sign. */
  static final int PRECISION_BITS = 22;

  private static final double CUBIC = -0.5;

  /**
   * Weights of the output positions from {@code from} to {@code to}.
   *
   * @param inputSize length of the axis before
   * @param outputSize length of the whole axis after
   */
  static ResampleWeights of(Resample filter, int inputSize, int outputSize, int from, int to) {
    double scale = (double) inputSize / outputSize;
    double stretch = Math.max(scale, 1);
    double support = (filter == Resample.BICUBIC ? 2 : 1) * stretch;
    int[] first = new int[to - from];
    int[][] weights = new int[to - from][];
    for (int out = from; out < to; out++) {
      double centre = (out + 0.5) * scale;
      int start = Math.max((int) (centre - support + 0.5), 0);
      int end = Math.min((int) (centre + support + 0.5), inputSize);
      double[] exact = new double[end - start];
      for (int i = 0; i < exact.length; i++) {
        exact[i] = weight(filter, (i + start - centre + 0.5) * (1 / stretch));
      }
      first[out - from] = start;
      weights[out - from] = fixedPoint(exact);
    }
    return new ResampleWeights(first, weights);
  }

  private static int[] fixedPoint(double[] exact) {
    double sum = 0;
    for (double weight : exact) {
      sum += weight;
    }
    int[] fixed = new int[exact.length];
    for (int i = 0; i < exact.length; i++) {
      double weight = sum == 0 ? exact[i] : exact[i] / sum;
      double scaled = weight * (1 << PRECISION_BITS);
      fixed[i] = (int) (weight < 0 ? scaled - 0.5 : scaled + 0.5);
    }
    return fixed;
  }

  private static double weight(Resample filter, double position) {
    double x = Math.abs(position);
    return switch (filter) {
      case BILINEAR -> x < 1 ? 1 - x : 0;
      case BICUBIC -> {
        if (x < 1) {
          yield ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1;
        }
        yield x < 2 ? (((x - 5) * x + 8) * x - 4) * CUBIC : 0;
      }
    };
  }

  int size() {
    return first.length;
  }

  /** The first input position that counts. */
  int inputStart() {
    return Arrays.stream(first).min().orElseThrow();
  }

  /** One behind the last input position that counts. */
  int inputEnd() {
    int end = 0;
    for (int i = 0; i < first.length; i++) {
      end = Math.max(end, first[i] + weights[i].length);
    }
    return end;
  }
}
