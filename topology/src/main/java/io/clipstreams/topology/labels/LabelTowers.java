package io.clipstreams.topology.labels;

import io.clipstreams.topology.labels.content.TextModel;
import java.util.Objects;

/**
 * What makes the vectors of one model.
 *
 * @param texts makes those of prompts
 * @param examples makes those of example images
 */
public record LabelTowers(TextEncoder texts, ExampleEncoder examples) {
  public LabelTowers {
    Objects.requireNonNull(texts, "texts");
    Objects.requireNonNull(examples, "examples");
  }

  /** The model. */
  public TextModel model() {
    return new TextModel(texts.model(), texts.precision());
  }
}
