package io.clipstreams.benchmarks.line;

/** A part of the measurement that can be chosen. */
public enum Section {
  /** The line with the model as its bound, against the model alone. */
  MODEL,
  /** What everything but decode, resize and model costs for each image. */
  OVERHEAD,
  /** Against a plain consumer loop, with an S3 that answers after a while. */
  PLAIN,
  /** One image at a time through an idle line. */
  LONE,
  /** Settings against rate and latency; only when asked for. */
  TUNING
}
