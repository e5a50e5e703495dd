package io.clipstreams.topology.labels.scoring;

import java.util.Objects;

/**
 * One row of a label matrix, and how its product becomes a logit.
 *
 * @param name the label's name
 * @param displayName what people are shown instead; may be null
 * @param topic that classifications which decide for it are copied to; may be null
 * @param scale factor of the product; the checkpoint's {@code logit_scale} for prompts
 * @param bias added after scaling
 * @param probe whether the vector is a trained probe, whose logit is calibrated by itself
 * @param threshold least score at which the label is given; may be null
 * @param background whether it only competes, and stands for "none of these"
 */
public record Candidate(
    String name,
    String displayName,
    String topic,
    float scale,
    float bias,
    boolean probe,
    Float threshold,
    boolean background) {

  public Candidate {
    Objects.requireNonNull(name, "name");
  }

  float logit(float product) {
    return scale * product + bias;
  }
}
