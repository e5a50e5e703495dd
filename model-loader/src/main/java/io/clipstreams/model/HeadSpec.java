package io.clipstreams.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link ClassifierHead} is made of.
 *
 * @param dimension length of every row's vector
 * @param labels rows that can be among the best; at least one
 * @param background rows that only compete with them
 * @param scores how products become scores
 * @param temperature divides logits before they become scores; greater than 0
 * @param topK how many of the best labels are wanted at most; at least 1
 */
public record HeadSpec(
    int dimension,
    List<HeadRow> labels,
    List<HeadRow> background,
    Scores scores,
    float temperature,
    int topK) {

  /** How products become scores from 0 to 1. */
  public enum Scores {
    /** {@code logits_per_image.softmax(dim=1)} of CLIP's reference, over all rows. */
    SOFTMAX,
    /**
     * Each row on its own. A probe's score is the sigmoid of its logit, as logistic regression has
     * it; a prompt's is its cosine similarity, negative ones taken for 0, since CLIP's {@code
     * logit_scale} has no meaning for one label alone: a sigmoid of it would be 1 for nearly every
     * label.
     */
    INDEPENDENT
  }

  public HeadSpec {
    Objects.requireNonNull(scores, "scores");
    labels = List.copyOf(labels);
    background = List.copyOf(background);
    if (labels.isEmpty() || topK < 1 || !(temperature > 0)) {
      throw new IllegalArgumentException(
          "%d labels, topK %d, temperature %s: there must be a label, and both must be positive"
              .formatted(labels.size(), topK, temperature));
    }
    requireDimension(labels, dimension);
    requireDimension(background, dimension);
  }

  private static void requireDimension(List<HeadRow> rows, int dimension) {
    for (HeadRow row : rows) {
      if (row.vector().length != dimension) {
        throw new IllegalArgumentException(
            "a label's vector has %d values, the model's have %d"
                .formatted(row.vector().length, dimension));
      }
    }
  }

  /** Labels, and the background behind them. */
  public List<HeadRow> rows() {
    List<HeadRow> rows = new ArrayList<>(labels.size() + background.size());
    rows.addAll(labels);
    rows.addAll(background);
    return rows;
  }

  /** How many labels can be among the best. */
  public int limit() {
    return Math.min(topK, labels.size());
  }
}
