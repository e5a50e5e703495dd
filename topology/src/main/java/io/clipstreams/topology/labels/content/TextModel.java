package io.clipstreams.topology.labels.content;

import java.util.Objects;

/**
 * What makes vectors of texts.
 *
 * @param fingerprint of the checkpoint
 * @param precision of the text tower: {@code float32}, {@code bfloat16} or {@code float16}
 */
public record TextModel(String fingerprint, String precision) {
  public TextModel {
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(precision, "precision");
  }
}
