package io.clipstreams.topology.scoring;

import io.clipstreams.topology.labels.CurrentLabelSet;
import java.util.List;

/** Which label sets judge an image at this moment, or why none can. */
public sealed interface Choice {

  /** The current versions of all wanted sets; at least one. */
  record Ready(List<CurrentLabelSet> labelSets) implements Choice {
    public Ready {
      labelSets = List.copyOf(labelSets);
    }
  }

  /** A wanted set was deleted. */
  record Deleted(String labelSet, long version) implements Choice {}

  /** A wanted set was not heard of yet; says which. */
  record Unknown(String explanation) implements Choice {}
}
