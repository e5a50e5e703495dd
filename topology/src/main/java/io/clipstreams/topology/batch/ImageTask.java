package io.clipstreams.topology.batch;

import io.clipstreams.model.Pixels;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.source.ReferenceKey;
import java.util.concurrent.CompletableFuture;

/** An image that waits for the device. */
record ImageTask(
    ReferenceKey key,
    ImageReference reference,
    Pixels pixels,
    boolean alone,
    long enqueuedNanos,
    CompletableFuture<Judged> judged) {}
