package io.clipstreams.benchmarks.line;

/**
 * The model alone.
 *
 * @param precision in which it calculates
 * @param images that went through it
 * @param seconds that it took
 */
public record ModelRate(String precision, long images, double seconds) {

  double imagesPerSecond() {
    return images / seconds;
  }
}
