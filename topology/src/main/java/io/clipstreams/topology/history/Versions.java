package io.clipstreams.topology.history;

import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.LabelSets;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** Which stored images are behind the current version of a label set. For the stream thread. */
final class Versions {

  private final LabelSets labelSets;
  private final String model;
  private final ProgressStore progress;

  Versions(LabelSets labelSets, String model, ProgressStore progress) {
    this.labelSets = labelSets;
    this.model = model;
    this.progress = progress;
  }

  /** Empty for a set that is deleted or unknown. */
  Optional<CurrentLabelSet> current(String labelSet) {
    return labelSets.current(labelSet);
  }

  /**
   * The version by which images are to be judged. A sweep may have been taken over from an instance
   * that knows a later one than is known here yet.
   */
  long wanted(CurrentLabelSet labelSet) {
    return progress
        .of(labelSet.name())
        .map(sweep -> Math.max(sweep.version(), labelSet.version()))
        .orElse(labelSet.version());
  }

  /** Whether the set has judged this image, of this model, by an older version than is wanted. */
  boolean isBehind(ImageEmbedding image, CurrentLabelSet labelSet) {
    return image.getModel().equals(model)
        && image.getLabelSets().contains(labelSet.name())
        && image.getVersions().getOrDefault(labelSet.name(), -1L) < wanted(labelSet);
  }

  /** Whether the sweep by the wanted version has passed the image's place already. */
  boolean isPassed(Bytes key, CurrentLabelSet labelSet, Slice underWay) {
    if (underWay != null && labelSet.name().equals(underWay.labelSet())) {
      return underWay.after().version() == labelSet.version() && !underWay.after().willMeet(key);
    }
    return progress
        .of(labelSet.name())
        .filter(sweep -> sweep.version() == wanted(labelSet))
        .map(sweep -> !sweep.willMeet(key))
        .orElse(false);
  }
}
