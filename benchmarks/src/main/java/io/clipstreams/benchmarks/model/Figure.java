package io.clipstreams.benchmarks.model;

/**
 * One line of the table.
 *
 * @param what is measured
 * @param value the median
 * @param low the slowest round
 * @param high the quickest round
 * @param unit of the three
 */
public record Figure(String what, double value, double low, double high, String unit) {

  static Figure rate(String what, Timing timing, double amount, String unit) {
    return new Figure(
        what, amount / timing.median(), amount / timing.slowest(), amount / timing.fastest(), unit);
  }

  static Figure millis(String what, Timing timing) {
    return new Figure(
        what, 1e3 * timing.median(), 1e3 * timing.slowest(), 1e3 * timing.fastest(), "ms");
  }
}
