package io.clipstreams.model;

import java.util.Locale;

/** The type in which the towers calculate. What leaves them is float32 in any case. */
public enum Precision {
  FLOAT32,
  BFLOAT16,
  /** For GPUs older than bfloat16. */
  FLOAT16;

  /** Bytes of one element. */
  public int bytes() {
    return this == FLOAT32 ? Float.BYTES : Short.BYTES;
  }

  /**
   * The name that users write and that records carry: {@code float32}, {@code bfloat16} or {@code
   * float16}.
   */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
