package io.clipstreams.benchmarks.line;

import io.clipstreams.topology.metrics.PipelineCounters;
import java.util.Map;

/**
 * What the application's process has done until a moment. Sums; what lies between two moments is
 * their difference.
 *
 * @param atNanos the process's clock
 * @param processCpuNanos processor time of the whole process
 * @param threadNanos processor time of the threads that live, by group
 * @param decodeCpuNanos processor time of decode and resize
 * @param encodeCpuNanos processor time of the image tower on its callers' threads
 * @param counts the application's own
 * @param queues sums of lengths, each over as many samples
 */
record AppSnapshot(
    long atNanos,
    long processCpuNanos,
    Map<String, Long> threadNanos,
    long decodeCpuNanos,
    long encodeCpuNanos,
    PipelineCounters.Snapshot counts,
    QueueSums queues) {

  /** Lengths, added up over samples. */
  record QueueSums(
      long samples, long parked, long underWay, long waitingForDecode, long waitingForDevice) {}
}
