package io.clipstreams.benchmarks.line;

import io.clipstreams.topology.metrics.PipelineCounters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A stretch in which the line never lacked work.
 *
 * @param throughput as a consumer sees it
 * @param deviceBusy share of the time in which a device had a batch, of all devices
 * @param meanBatch images in a batch
 * @param stageMillis means over images: where their time went
 * @param queueLengths means over samples
 * @param cpuSeconds of each process
 * @param wallSeconds for which the processes were observed
 */
public record RunReport(
    Throughput throughput,
    double deviceBusy,
    double meanBatch,
    Map<String, Double> stageMillis,
    Map<String, Double> queueLengths,
    Map<String, Double> cpuSeconds,
    double wallSeconds) {

  static RunReport of(
      Throughput throughput,
      AppSnapshot before,
      AppSnapshot after,
      Map<String, Double> cpuSeconds,
      int devices) {
    double wall = (after.atNanos() - before.atNanos()) / 1e9;
    PipelineCounters.Snapshot from = before.counts();
    PipelineCounters.Snapshot to = after.counts();
    double images = to.batchedImages() - from.batchedImages();
    double batches = to.batches() - from.batches();
    double device = to.deviceNanos() - from.deviceNanos();
    Map<String, Double> stages = new LinkedHashMap<>();
    stages.put("fetch", (to.fetchNanos() - from.fetchNanos()) / images / 1e6);
    stages.put("wait for decode", (to.decodeWaitNanos() - from.decodeWaitNanos()) / images / 1e6);
    stages.put("decode", (to.decodeNanos() - from.decodeNanos()) / images / 1e6);
    stages.put("wait for device", (to.deviceWaitNanos() - from.deviceWaitNanos()) / images / 1e6);
    stages.put("batch", device / batches / 1e6);
    return new RunReport(
        throughput,
        device / (to.atNanos() - from.atNanos()) / devices,
        images / batches,
        stages,
        queues(before.queues(), after.queues()),
        cpuSeconds,
        wall);
  }

  private static Map<String, Double> queues(
      AppSnapshot.QueueSums before, AppSnapshot.QueueSums after) {
    double samples = Math.max(1, after.samples() - before.samples());
    Map<String, Double> lengths = new LinkedHashMap<>();
    lengths.put("stored, not under way", (after.parked() - before.parked()) / samples);
    lengths.put("under way", (after.underWay() - before.underWay()) / samples);
    lengths.put(
        "waiting for decode", (after.waitingForDecode() - before.waitingForDecode()) / samples);
    lengths.put(
        "waiting for device", (after.waitingForDevice() - before.waitingForDevice()) / samples);
    return lengths;
  }

  /** For the table. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        Lines.of(
            "  end to end",
            "%.2f images/s (%d in %.1f s)",
            throughput.imagesPerSecond(),
            throughput.images(),
            throughput.seconds()));
    lines.add(
        Lines.of(
            "  batches",
            "%.1f images, as images see them %d to %d, median %d",
            meanBatch,
            throughput.batchSizes().smallest(),
            throughput.batchSizes().largest(),
            throughput.batchSizes().median()));
    lines.add(Lines.of("  device busy", "%.3f", deviceBusy));
    lines.add(Lines.of("  time of an image, ms", "%s", join(stageMillis, "%.1f")));
    lines.add(Lines.of("  images in queues", "%s", join(queueLengths, "%.1f")));
    lines.add(
        Lines.of("  processor seconds", "%s; in %.1f s", join(cpuSeconds, "%.1f"), wallSeconds));
    return lines;
  }

  private static String join(Map<String, Double> values, String format) {
    return String.join(
        ", ",
        values.entrySet().stream()
            .map(
                value ->
                    value.getKey() + " " + String.format(Locale.ROOT, format, value.getValue()))
            .toList());
  }
}
