package io.clipstreams.topology.deadletter;

import java.util.Locale;

/** The step at which an input failed; stands in the header {@link DeadLetterHeaders#STAGE}. */
public enum Stage {
  /** The message is no image reference. */
  EVENT,
  /** The bytes could not be had. */
  FETCH,
  /** The bytes are no picture. */
  DECODE,
  /** The model could not embed this image. */
  INFER,
  /** A label set is refused, deleted, or did not come in time. */
  LABELS,
  /** The image took the process down, more than once. */
  CRASH;

  /** The name that the header carries. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
