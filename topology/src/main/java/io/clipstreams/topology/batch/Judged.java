package io.clipstreams.topology.batch;

import io.clipstreams.topology.scoring.Verdict;

/**
 * An image that has been through the device.
 *
 * @param embedding its unit vector
 * @param batchSize how many images shared the run through the image tower
 * @param scoredAt in milliseconds since the epoch
 */
public record Judged(Verdict verdict, float[] embedding, int batchSize, long scoredAt) {}
