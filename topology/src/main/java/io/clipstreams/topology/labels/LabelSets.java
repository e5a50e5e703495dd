package io.clipstreams.topology.labels;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The label sets that can judge images now. Read by the stream threads and by the scoring thread
 * while the global stream thread brings new versions; every method may be called from any thread.
 */
public interface LabelSets {

  /** What is known of a set at this moment. A current version, once returned, never goes back. */
  Lookup lookup(String labelSet);

  /** The version that judges now; empty for a set that is deleted or unknown. */
  default Optional<CurrentLabelSet> current(String labelSet) {
    return lookup(labelSet) instanceof Lookup.Current there
        ? Optional.of(there.labelSet())
        : Optional.empty();
  }

  /** Names of the current sets that claim an image by bucket, key or metadata. */
  Collection<String> claiming(String bucket, String key, Map<String, String> metadata);

  /** Grows whenever a lookup may answer differently than before. */
  long revision();

  /** What is known of a label set. */
  sealed interface Lookup {

    /** The set can judge images. */
    record Current(CurrentLabelSet labelSet) implements Lookup {}

    /** The set was deleted by this version. */
    record Deleted(long version) implements Lookup {}

    /** Nothing was heard of the set, or no version of it is complete yet. */
    record Unknown() implements Lookup {}
  }
}
