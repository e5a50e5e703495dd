package io.clipstreams.cli.train;

import java.util.Arrays;
import java.util.stream.IntStream;
import opennlp.tools.ml.maxent.quasinewton.Function;

/**
 * What multinomial logistic regression minimises: the mean of the examples' negative log
 * likelihoods, and {@code |weights|² / (2 C n)}. This is scikit-learn's objective, divided by
 * {@code C n}; the biases are not penalised.
 *
 * <p>The parameters are the weights, label by label, then the biases. Used by one thread, which
 * others help.
 */
final class SoftmaxLoss implements Function {

  /** Below so many multiplications threads cost more than they save. */
  private static final long WORTH_DIVIDING = 2_000_000;

  private final Examples examples;
  private final int labels;
  private final int dimension;
  private final double penalty;
  private final double[] origin;
  private final Scale scale;
  private double[] lastPoint;
  private double lastValue;
  private double[] lastGradient;

  /**
   * @param c inverse strength of the regularisation
   * @param origin parameters that count as zero: where the minimiser begins
   * @param scale on which the minimiser sees the loss
   */
  SoftmaxLoss(Examples examples, int labels, double c, double[] origin, Scale scale) {
    this.examples = examples;
    this.labels = labels;
    this.dimension = examples.dimension();
    this.penalty = 1 / (c * examples.size());
    this.origin = origin;
    this.scale = scale;
  }

  /**
   * What counts as zero, and what as one.
   *
   * @param zero a loss below which there is little to win
   * @param unit greater than 0
   */
  record Scale(double zero, double unit) {
    static final Scale NONE = new Scale(0, 1);
  }

  static int parameters(int labels, int dimension) {
    return Math.multiplyExact(labels, dimension + 1);
  }

  @Override
  public int getDimension() {
    return parameters(labels, dimension);
  }

  @Override
  public double valueAt(double[] point) {
    calculate(point);
    return lastValue;
  }

  @Override
  public double[] gradientAt(double[] point) {
    calculate(point);
    return lastGradient.clone();
  }

  /** The minimiser asks for value and gradient of the same point, one after the other. */
  private void calculate(double[] point) {
    if (Arrays.equals(point, lastPoint)) {
      return;
    }
    double[] parameters = new double[point.length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = origin[i] + point[i];
    }
    Sum sum = likelihoods(parameters);
    int weights = labels * dimension;
    double squares = 0;
    for (int i = 0; i < parameters.length; i++) {
      sum.gradient[i] /= examples.size();
      if (i < weights) {
        sum.gradient[i] += penalty * parameters[i];
        squares += parameters[i] * parameters[i];
      }
      sum.gradient[i] /= scale.unit;
    }
    double loss = sum.value / examples.size() + penalty * squares / 2;
    lastValue = (loss - scale.zero) / scale.unit;
    lastGradient = sum.gradient;
    lastPoint = point.clone();
  }

  private Sum likelihoods(double[] parameters) {
    boolean worthIt = (long) examples.size() * parameters.length >= WORTH_DIVIDING;
    int slices =
        worthIt ? Math.min(examples.size(), Runtime.getRuntime().availableProcessors()) : 1;
    // Summed in a fixed order: the same examples give the same probe.
    return IntStream.range(0, slices)
        .parallel()
        .mapToObj(slice -> likelihoods(parameters, slice, slices))
        .toList()
        .stream()
        .reduce(Sum::add)
        .orElseThrow();
  }

  private Sum likelihoods(double[] parameters, int slice, int slices) {
    Sum sum = new Sum(parameters.length);
    double[] logits = new double[labels];
    for (int i = slice; i < examples.size(); i += slices) {
      float[] embed = examples.embeds()[i];
      int label = examples.labels()[i];
      logits(parameters, embed, logits);
      sum.value -= logits[label];
      sum.value += softmax(logits);
      logits[label] -= 1;
      for (int k = 0; k < labels; k++) {
        int row = k * dimension;
        for (int d = 0; d < dimension; d++) {
          sum.gradient[row + d] += logits[k] * embed[d];
        }
        sum.gradient[labels * dimension + k] += logits[k];
      }
    }
    return sum;
  }

  private void logits(double[] parameters, float[] embed, double[] logits) {
    for (int k = 0; k < labels; k++) {
      int row = k * dimension;
      double logit = parameters[labels * dimension + k];
      for (int d = 0; d < dimension; d++) {
        logit += parameters[row + d] * embed[d];
      }
      logits[k] = logit;
    }
  }

  /** Turns logits into probabilities, in place; answers the logarithm of their sum. */
  private static double softmax(double[] logits) {
    double max = Arrays.stream(logits).max().orElseThrow();
    double sum = 0;
    for (int k = 0; k < logits.length; k++) {
      logits[k] = Math.exp(logits[k] - max);
      sum += logits[k];
    }
    for (int k = 0; k < logits.length; k++) {
      logits[k] /= sum;
    }
    return max + Math.log(sum);
  }

  /** Over some examples. */
  private static final class Sum {
    private final double[] gradient;
    private double value;

    Sum(int parameters) {
      gradient = new double[parameters];
    }

    Sum add(Sum other) {
      value += other.value;
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += other.gradient[i];
      }
      return this;
    }
  }
}
