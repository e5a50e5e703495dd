package io.clipstreams.model;

/** How two pictures of the same size differ, in steps of 8 bits. */
public record Difference(int differing, int largest, double mean) {

  public static Difference between(Pixels expected, Pixels actual) {
    int differing = 0;
    int largest = 0;
    long sum = 0;
    for (int i = 0; i < expected.rgb().length; i++) {
      int difference = Math.abs((expected.rgb()[i] & 0xff) - (actual.rgb()[i] & 0xff));
      differing += difference == 0 ? 0 : 1;
      largest = Math.max(largest, difference);
      sum += difference;
    }
    return new Difference(differing, largest, (double) sum / expected.rgb().length);
  }

  /** The worse of each figure. */
  public Difference worst(Difference other) {
    return new Difference(
        Math.max(differing, other.differing),
        Math.max(largest, other.largest),
        Math.max(mean, other.mean));
  }
}
