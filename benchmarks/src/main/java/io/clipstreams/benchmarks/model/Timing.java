package io.clipstreams.benchmarks.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long one call took, in seconds, over several rounds.
 *
 * @param median the figure to compare
 * @param fastest the quickest round
 * @param slowest the slowest round
 */
public record Timing(double median, double fastest, double slowest) {

  /**
   * Measures several contestants in turns, so that whatever disturbs the machine disturbs all.
   *
   * @param warmUps rounds that are not measured
   * @param rounds rounds that are measured
   */
  public static Map<String, Timing> interleaved(
      int warmUps, int rounds, Map<String, Runnable> contestants) {
    Map<String, double[]> seconds = new LinkedHashMap<>();
    contestants.keySet().forEach(name -> seconds.put(name, new double[rounds]));
    for (int round = -warmUps; round < rounds; round++) {
      for (Map.Entry<String, Runnable> contestant : contestants.entrySet()) {
        long start = System.nanoTime();
        contestant.getValue().run();
        double elapsed = (System.nanoTime() - start) / 1e9;
        if (round >= 0) {
          seconds.get(contestant.getKey())[round] = elapsed;
        }
      }
    }
    Map<String, Timing> timings = new LinkedHashMap<>();
    seconds.forEach((name, values) -> timings.put(name, of(values)));
    return timings;
  }

  static Timing of(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return new Timing(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }
}
