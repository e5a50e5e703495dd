package io.clipstreams.topology.labels.client;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A version of a label set that is kept.
 *
 * @param version offset of the definition
 * @param deleted whether the set does not exist in this version
 * @param labelCount how many labels it has
 * @param definedAt when the definition was written
 * @param rollbackOf the version whose content it repeats
 */
public record LabelSetVersion(
    long version, boolean deleted, int labelCount, Instant definedAt, OptionalLong rollbackOf) {
  public LabelSetVersion {
    Objects.requireNonNull(definedAt, "definedAt");
    Objects.requireNonNull(rollbackOf, "rollbackOf");
  }
}
