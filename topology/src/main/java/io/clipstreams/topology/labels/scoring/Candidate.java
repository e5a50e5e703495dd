package io.clipstreams.topology.labels.scoring;

import io.clipstreams.model.HeadRow;
import java.util.Objects;

/**
 * A label of a version, with its row of the classifier head.
 *
 * @param name the label's name
 * @param displayName what people are shown instead; may be null
 * @param topic that classifications which decide for it are copied to; may be null
 * @param row its vector, and how it becomes a score
 */
public record Candidate(String name, String displayName, String topic, HeadRow row) {

  public Candidate {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(row, "row");
  }
}
