package io.clipstreams.topology.labels.catalog;

import java.time.Instant;
import java.util.Objects;

/**
 * The version of a label set that judges images now.
 *
 * @param labels how many it has
 * @param definedAt timestamp of its definition's record
 */
public record PublishedVersion(String labelSet, long version, int labels, Instant definedAt) {

  public PublishedVersion {
    Objects.requireNonNull(labelSet, "labelSet");
    Objects.requireNonNull(definedAt, "definedAt");
  }
}
