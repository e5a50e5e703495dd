package io.clipstreams.topology.inflight;

import io.clipstreams.topology.source.ReferenceKey;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The references of one topic, partition and record key, in their order. At most one of them runs
 * at a time, and none leaves before an earlier one.
 */
final class Lane {

  private final Name name;
  private final NavigableMap<ReferenceKey, Tracked> references = new TreeMap<>();

  /** The one that could start now; kept by {@link InFlight} in its list of such. */
  Tracked startable;

  /** What a lane is found by. A null key has no order, so each such reference has its own lane. */
  record Name(String topic, int partition, byte[] recordKey, ReferenceKey alone) {

    static Name of(ReferenceKey key, byte[] recordKey) {
      return new Name(key.topic(), key.partition(), recordKey, recordKey == null ? key : null);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Name that
          && partition == that.partition
          && topic.equals(that.topic)
          && Arrays.equals(recordKey, that.recordKey)
          && (alone == null ? that.alone == null : alone.equals(that.alone));
    }

    @Override
    public int hashCode() {
      return 31 * (31 * topic.hashCode() + partition)
          + Arrays.hashCode(recordKey)
          + (alone == null ? 0 : alone.hashCode());
    }
  }

  Lane(Name name) {
    this.name = name;
  }

  Name name() {
    return name;
  }

  void add(Tracked reference) {
    references.put(reference.key, reference);
  }

  void remove(Tracked reference) {
    references.remove(reference.key);
  }

  boolean isEmpty() {
    return references.isEmpty();
  }

  /** The earliest, if its outcome is there. */
  Optional<Tracked> firstIfDone() {
    return Optional.ofNullable(references.firstEntry())
        .map(NavigableMap.Entry::getValue)
        .filter(first -> first.state == Tracked.State.DONE);
  }

  /** The earliest that is parked, unless one runs. */
  Tracked findStartable() {
    Tracked found = null;
    for (Tracked reference : references.values()) {
      if (reference.state == Tracked.State.RUNNING) {
        return null;
      }
      if (found == null && reference.state == Tracked.State.PARKED) {
        found = reference;
      }
    }
    return found;
  }
}
