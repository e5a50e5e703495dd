package io.clipstreams.benchmarks.line;

import java.time.Duration;

/** How much of everything is measured, in proportion to one number. */
record Sizes(int images) {

  private double share() {
    return Math.min(1, images / (double) LineOptions.USUAL_IMAGES);
  }

  private int images(int usual, int least) {
    return Math.max(least, (int) Math.round(usual * share()));
  }

  /** Before the model alone is measured. */
  Duration modelWarmUp() {
    return Duration.ofMillis(Math.round(60_000 * share()));
  }

  /** For which the model alone is measured, before and again after. */
  Duration modelAlone() {
    return Duration.ofMillis(Math.round(20_000 * share()));
  }

  /** End to end with B/16; some batches. */
  int slowModel() {
    return images(320, 4);
  }

  /** End to end with B/32. */
  int fastModel() {
    return images(960, 4);
  }

  int overheadWarmUp() {
    return images(3_000, 20);
  }

  int overhead() {
    return images;
  }

  int profile() {
    return images(4_000, 20);
  }

  int plainLoop(boolean tiny) {
    return tiny ? images(800, 10) : images(150, 5);
  }

  int besidePlainLoop(boolean tiny) {
    return tiny ? images(6_000, 20) : images(640, 10);
  }

  int lone() {
    return images(110, 3);
  }

  int tuning() {
    return images(2_000, 20);
  }

  int tuningLone() {
    return images(30, 3);
  }
}
