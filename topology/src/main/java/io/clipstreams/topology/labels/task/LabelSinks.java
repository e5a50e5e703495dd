package io.clipstreams.topology.labels.task;

/**
 * Names of the nodes that the label task forwards to.
 *
 * @param vectors takes String and {@code LabelRecord}
 * @param definitions takes bytes
 * @param deadLetters takes bytes
 */
public record LabelSinks(String vectors, String definitions, String deadLetters) {}
