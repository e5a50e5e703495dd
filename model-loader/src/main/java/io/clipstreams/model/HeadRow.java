package io.clipstreams.model;

import java.util.Objects;

/**
 * One row of a {@link ClassifierHead}: a vector, and how its product with an image's unit embedding
 * becomes a logit and a score.
 *
 * @param vector not copied; nobody may change it
 * @param scale factor of the product
 * @param bias added after scaling
 * @param probe whether it is a trained linear probe, whose logit has a meaning by itself
 * @param threshold least score at which the row is among the best; null for none
 */
public record HeadRow(float[] vector, float scale, float bias, boolean probe, Float threshold) {

  public HeadRow {
    Objects.requireNonNull(vector, "vector");
  }

  /** The row of a label that is given by prompts, without a threshold. */
  public static HeadRow ofPrompts(float[] vector, float logitScale) {
    return new HeadRow(vector, logitScale, 0, false, null);
  }

  /** The row's logit, before any temperature. */
  public float logit(float product) {
    return scale * product + bias;
  }
}
