package io.clipstreams.topology.batch;

import io.clipstreams.model.Pixels;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.source.ReferenceKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An image that waits for the device.
 *
 * @param reference says which label sets judge it; empty where it is only embedded
 */
record ImageTask(
    ReferenceKey key,
    Optional<ImageReference> reference,
    Pixels pixels,
    boolean alone,
    long enqueuedNanos,
    CompletableFuture<Judged> judged) {}
