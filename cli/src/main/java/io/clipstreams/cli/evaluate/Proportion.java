package io.clipstreams.cli.evaluate;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/** How many of how many, and what the share may be beyond these images. */
record Proportion(int count, int of) {

  private static final double ERROR_RATE = 0.05;

  Proportion {
    if (count < 0 || of < 1 || count > of) {
      throw new IllegalArgumentException("%d of %d is no proportion".formatted(count, of));
    }
  }

  double share() {
    return (double) count / of;
  }

  /** Wilson's score interval at 95 %. */
  Bounds interval() {
    Interval wilson = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(of, count, ERROR_RATE);
    return new Bounds(wilson.getLowerBound(), wilson.getUpperBound());
  }

  /** An interval of shares. */
  record Bounds(double low, double high) {}
}
