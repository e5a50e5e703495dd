package io.clipstreams.topology.labels.client;

import java.time.Instant;

/**
 * The current version of a label set, in a line.
 *
 * @param name of the set
 * @param version offset of the definition
 * @param labelCount how many labels it has
 * @param definedAt when the definition was written
 */
public record LabelSetSummary(String name, long version, int labelCount, Instant definedAt) {}
