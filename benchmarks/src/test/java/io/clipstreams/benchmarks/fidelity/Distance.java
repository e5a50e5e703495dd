package io.clipstreams.benchmarks.fidelity;

/** How far two matrices are from each other. */
final class Distance {

  private Distance() {}

  static double largest(float[][] actual, float[][] expected) {
    double largest = 0;
    for (int row = 0; row < expected.length; row++) {
      for (int column = 0; column < expected[row].length; column++) {
        double difference = Math.abs((double) actual[row][column] - expected[row][column]);
        largest = Math.max(largest, difference);
      }
    }
    return largest;
  }

  static double lowestCosine(float[][] actual, float[][] expected) {
    double lowest = 1;
    for (int row = 0; row < expected.length; row++) {
      lowest = Math.min(lowest, dot(actual[row], expected[row]));
    }
    return lowest;
  }

  static float[][] logits(float[][] images, float[][] texts, float scale) {
    float[][] logits = new float[images.length][texts.length];
    for (int i = 0; i < images.length; i++) {
      for (int t = 0; t < texts.length; t++) {
        logits[i][t] = (float) (scale * dot(images[i], texts[t]));
      }
    }
    return logits;
  }

  static float[][] softmax(float[][] logits) {
    float[][] probs = new float[logits.length][logits[0].length];
    for (int row = 0; row < logits.length; row++) {
      double highest = Double.NEGATIVE_INFINITY;
      for (float logit : logits[row]) {
        highest = Math.max(highest, logit);
      }
      double sum = 0;
      for (float logit : logits[row]) {
        sum += Math.exp(logit - highest);
      }
      for (int t = 0; t < probs[row].length; t++) {
        probs[row][t] = (float) (Math.exp(logits[row][t] - highest) / sum);
      }
    }
    return probs;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
