package io.clipstreams.cli.train;

/**
 * Weights and biases of multinomial logistic regression on unit embeddings.
 *
 * @param weights labels × dimension
 * @param biases one for each label
 */
public record LinearProbe(float[][] weights, float[] biases) {

  static LinearProbe of(double[] parameters, int labels, int dimension) {
    float[][] weights = new float[labels][dimension];
    float[] biases = new float[labels];
    for (int k = 0; k < labels; k++) {
      for (int d = 0; d < dimension; d++) {
        weights[k][d] = (float) parameters[k * dimension + d];
      }
      biases[k] = (float) parameters[labels * dimension + k];
    }
    return new LinearProbe(weights, biases);
  }

  /** The label with the highest logit. */
  int best(float[] embed) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < biases.length; k++) {
      double logit = biases[k];
      for (int d = 0; d < embed.length; d++) {
        logit += weights[k][d] * embed[d];
      }
      if (logit > highest) {
        highest = logit;
        best = k;
      }
    }
    return best;
  }

  /** For each label, how many of its examples it gets right. */
  int[] right(Examples examples) {
    int[] right = new int[biases.length];
    for (int i = 0; i < examples.size(); i++) {
      if (best(examples.embeds()[i]) == examples.labels()[i]) {
        right[examples.labels()[i]]++;
      }
    }
    return right;
  }

  /** The share of examples that it gets right. */
  double accuracy(Examples examples) {
    int sum = 0;
    for (int right : right(examples)) {
      sum += right;
    }
    return (double) sum / examples.size();
  }
}
