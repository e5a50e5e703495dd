package io.clipstreams.topology.labels.client;

import io.clipstreams.schemas.LabelSet;
import java.time.Instant;
import java.util.Objects;

/**
 * A version of a label set that judges images.
 *
 * @param name of the set
 * @param version offset of the definition
 * @param labelCount how many labels it has
 * @param definedAt when the definition was written
 * @param definition as it would be written again
 */
public record PublishedLabelSet(
    String name, long version, int labelCount, Instant definedAt, LabelSet definition) {
  public PublishedLabelSet {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(definition, "definition");
  }
}
