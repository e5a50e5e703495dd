package io.clipstreams.topology;

import java.util.OptionalLong;

/**
 * How many images stand where, at one moment.
 *
 * @param parked references that are stored and not under way
 * @param underWay images that hold a slot: fetched, decoded or in the model
 * @param waitingForDecode images whose bytes have come, without a thread yet
 * @param waitingForDevice images that are decoded, without a batch yet
 * @param bytesUnderWay of objects, that are reserved
 * @param oldestReceivedAt when the oldest reference without an answer was stored, in milliseconds
 *     since the epoch; empty when all have theirs
 */
public record QueueLengths(
    int parked,
    int underWay,
    int waitingForDecode,
    int waitingForDevice,
    long bytesUnderWay,
    OptionalLong oldestReceivedAt) {}
