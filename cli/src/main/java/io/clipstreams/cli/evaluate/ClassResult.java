package io.clipstreams.cli.evaluate;

import java.util.Objects;

/**
 * How one class fares.
 *
 * @param images that are of it
 * @param predicted that are taken for it
 * @param right that are both
 */
record ClassResult(String label, int images, int predicted, int right) {

  ClassResult {
    Objects.requireNonNull(label, "label");
  }

  /** Both counts together, of the same class. */
  ClassResult and(ClassResult other) {
    return new ClassResult(
        label, images + other.images, predicted + other.predicted, right + other.right);
  }

  /** The share of what is taken for it that is of it; null when nothing is. */
  Double precision() {
    return predicted == 0 ? null : (double) right / predicted;
  }

  /** The share of what is of it that is taken for it; null when there is nothing. */
  Double recall() {
    return images == 0 ? null : (double) right / images;
  }

  /** The harmonic mean of precision and recall. */
  double f1() {
    return images + predicted == 0 ? 0 : 2.0 * right / (images + predicted);
  }
}
