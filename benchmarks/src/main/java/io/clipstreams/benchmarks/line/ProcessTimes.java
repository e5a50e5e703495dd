package io.clipstreams.benchmarks.line;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processor time of each process until a moment, by name.
 *
 * @param seconds user and system together
 */
record ProcessTimes(Map<String, Double> seconds) {

  private static final String OURSELVES = "this command";

  static ProcessTimes of(Map<String, Long> processes) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    processes.forEach((name, pid) -> seconds.put(name, seconds(ProcessHandle.of(pid))));
    seconds.put(OURSELVES, seconds(java.util.Optional.of(ProcessHandle.current())));
    return new ProcessTimes(seconds);
  }

  private static double seconds(java.util.Optional<ProcessHandle> process) {
    return process.flatMap(of -> of.info().totalCpuDuration()).orElse(Duration.ZERO).toMillis()
        / 1e3;
  }

  /** What was spent since then. */
  Map<String, Double> since(ProcessTimes before) {
    Map<String, Double> spent = new LinkedHashMap<>();
    seconds.forEach((name, now) -> spent.put(name, now - before.seconds.getOrDefault(name, 0.0)));
    return spent;
  }
}
