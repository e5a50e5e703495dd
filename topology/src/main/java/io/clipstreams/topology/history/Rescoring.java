package io.clipstreams.topology.history;

import io.clipstreams.topology.labels.LabelSets;
import io.clipstreams.topology.metrics.PipelineMetrics;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all sweeps of the process share. Everything in it is safe for use by many threads.
 *
 * @param labelSets in their current versions
 * @param names of all sets that have one
 * @param model fingerprint of the model whose embeddings are judged
 * @param thread judges: it may wait for the device, which a stream thread must not
 */
public record Rescoring(
    LabelSets labelSets,
    Supplier<? extends Collection<String>> names,
    String model,
    Executor thread,
    Pace pace,
    PipelineMetrics metrics) {}
