package io.clipstreams.topology.labels;

import java.util.Objects;

/**
 * A label for which a classification decides, and the topic of its own that it names.
 *
 * @param topic where a copy of the classification goes
 */
public record LabelRoute(String labelSet, String label, String topic) {
  public LabelRoute {
    Objects.requireNonNull(labelSet, "labelSet");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(topic, "topic");
  }
}
