package io.clipstreams.cli.events;

import io.clipstreams.schemas.SourceCoordinates;

/** Where an image reference stands: this identifies it, in classifications and dead letters. */
public record Reference(String topic, int partition, long offset, int index) {

  public static Reference of(SourceCoordinates source) {
    return new Reference(
        source.getTopic(), source.getPartition(), source.getOffset(), source.getIndex());
  }
}
