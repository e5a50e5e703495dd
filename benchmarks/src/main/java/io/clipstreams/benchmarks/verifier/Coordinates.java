package io.clipstreams.benchmarks.verifier;

import java.util.Objects;

/**
 * What identifies a reference.
 *
 * @param topic of the source
 * @param index position within the message, from 0
 */
public record Coordinates(String topic, int partition, long offset, int index) {

  public Coordinates {
    Objects.requireNonNull(topic, "topic");
    if (partition < 0 || offset < 0 || index < 0) {
      throw new IllegalArgumentException(
          "no coordinates: partition %d, offset %d, index %d".formatted(partition, offset, index));
    }
  }

  @Override
  public String toString() {
    return "%s-%d@%d#%d".formatted(topic, partition, offset, index);
  }
}
