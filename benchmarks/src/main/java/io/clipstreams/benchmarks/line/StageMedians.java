package io.clipstreams.benchmarks.line;

/**
 * Medians since they were last reset, in milliseconds.
 *
 * @param fetch of the whole object
 * @param decode and resize
 * @param loneModel the image tower with one image
 */
public record StageMedians(double fetch, double decode, double loneModel) {

  double sum() {
    return fetch + decode + loneModel;
  }
}
