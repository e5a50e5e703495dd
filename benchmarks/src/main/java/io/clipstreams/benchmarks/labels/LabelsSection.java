package io.clipstreams.benchmarks.labels;

/** A part of the measurement that can be chosen. */
public enum LabelsSection {
  /** What scoring by large sets costs beside the model. */
  SIZE,
  /** A large set through a broker: publishing, and a start that finds it. */
  LOAD,
  /** How soon an update is seen, and what updates cost a busy line. */
  UPDATES,
  /** How fast stored images are judged again, and what that costs a busy line. */
  RESCORE
}
