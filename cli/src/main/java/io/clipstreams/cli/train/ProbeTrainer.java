package io.clipstreams.cli.train;

import io.clipstreams.cli.train.SoftmaxLoss.Scale;
import opennlp.tools.ml.maxent.quasinewton.QNMinimizer;

/**
 * Fits multinomial logistic regression with L-BFGS. The inverse strength C of the L2 regularisation
 * is the one with which the validation part is judged best, as OpenAI's example of a linear probe
 * advises; then the probe is fitted again to training and validation parts together.
 */
final class ProbeTrainer {

  /** From strong to weak regularisation, in steps of √10, for unit embeddings. */
  private static final double LEAST_C = 0.1;

  private static final int STEPS = 13;

  /**
   * Iterations of one run of the minimiser. It must remember all of them: OpenNLP 2.5 confuses its
   * memory when it discards the oldest.
   */
  private static final int MOST_ITERATIONS = 60;

  private static final int LEAST_ITERATIONS = 5;
  private static final long MEMORY_BYTES = 256L << 20;

  /** The choice of C needs no more accuracy; each run costs a collection of all garbage. */
  private static final int RUNS_TO_CHOOSE = 1;

  private static final int RUNS_TO_PUBLISH = 12;

  /** A run goes on until its share of this part of the loss is won. */
  private static final double REFINED_PART = 1e-3;

  private static final double CONVERGED = 1e-7;

  private final Split split;
  private final int labels;

  ProbeTrainer(Split split, int labels) {
    this.split = split;
    this.labels = labels;
  }

  /** Chooses C and fits. */
  Trained train() {
    Tried best = null;
    double[] zero = new double[SoftmaxLoss.parameters(labels, split.training().dimension())];
    for (int step = 0; step < STEPS; step++) {
      double c = LEAST_C * Math.pow(10, step / 2.0);
      double[] fitted = minimise(split.training(), c, zero, RUNS_TO_CHOOSE);
      double accuracy = probe(fitted).accuracy(split.validation());
      Tried now = new Tried(c, accuracy, loss(split.validation(), fitted), fitted);
      if (best == null || now.isBetterThan(best)) {
        best = now;
      }
    }
    Examples all = split.training().and(split.validation());
    LinearProbe probe = probe(minimise(all, best.c, best.parameters, RUNS_TO_PUBLISH));
    return new Trained(probe, best.c, best.accuracy, probe.accuracy(split.heldOut()));
  }

  /**
   * What came of it.
   *
   * @param c the chosen inverse strength of the regularisation
   * @param validationAccuracy by which it was chosen
   * @param heldOutAccuracy on images that nothing was chosen or fitted by
   */
  record Trained(LinearProbe probe, double c, double validationAccuracy, double heldOutAccuracy) {}

  private record Tried(double c, double accuracy, double loss, double[] parameters) {

    boolean isBetterThan(Tried other) {
      return accuracy > other.accuracy || (accuracy == other.accuracy && loss < other.loss);
    }
  }

  private LinearProbe probe(double[] parameters) {
    return LinearProbe.of(parameters, labels, split.training().dimension());
  }

  private double loss(Examples examples, double[] parameters) {
    return new SoftmaxLoss(examples, labels, Double.POSITIVE_INFINITY, parameters, Scale.NONE)
        .valueAt(new double[parameters.length]);
  }

  /** The parameters at the minimum, to the accuracy of a few runs of the minimiser. */
  double[] minimise(Examples examples, double c, double[] start, int runs) {
    double[] zero = new double[start.length];
    double[] parameters = start;
    double value = new SoftmaxLoss(examples, labels, c, start, Scale.NONE).valueAt(zero);
    for (int run = 0; run < runs; run++) {
      // The minimiser stops at a relative change of 1e-4, which is coarse. So all but the first
      // run see only the last part of the loss, at a scale of one.
      double part = run == 0 ? value : REFINED_PART * value;
      Scale scale = new Scale(value - part, part);
      double[] step =
          minimiser(start.length).minimize(new SoftmaxLoss(examples, labels, c, parameters, scale));
      double[] moved = sum(parameters, step);
      double next = new SoftmaxLoss(examples, labels, c, moved, Scale.NONE).valueAt(zero);
      if (!(next < value)) {
        break;
      }
      parameters = moved;
      boolean converged = run > 0 && value - next <= CONVERGED * value;
      value = next;
      if (converged) {
        break;
      }
    }
    return parameters;
  }

  private static QNMinimizer minimiser(int parameters) {
    long fit = MEMORY_BYTES / (2L * Double.BYTES * parameters);
    int iterations = (int) Math.max(LEAST_ITERATIONS, Math.min(MOST_ITERATIONS, fit));
    return new QNMinimizer(0, 0, iterations, iterations, QNMinimizer.MAX_FCT_EVAL_DEFAULT);
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }
}
