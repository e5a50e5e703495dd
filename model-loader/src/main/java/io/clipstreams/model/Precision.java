package io.clipstreams.model;

import java.util.Locale;

/** The type in which the towers calculate. What leaves them is float32 in any case. */
public enum Precision {
  FLOAT32,
  BFLOAT16;

  /** The name that users write and that records carry: {@code float32} or {@code bfloat16}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
