package io.clipstreams.topology;

/**
 * How many images stand where, at one moment.
 *
 * @param parked references that are stored and not under way
 * @param underWay images that hold a slot: fetched, decoded or in the model
 * @param waitingForDecode images whose bytes have come, without a thread yet
 * @param waitingForDevice images that are decoded, without a batch yet
 */
public record QueueLengths(int parked, int underWay, int waitingForDecode, int waitingForDevice) {}
