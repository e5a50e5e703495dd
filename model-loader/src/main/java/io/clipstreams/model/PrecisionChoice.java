package io.clipstreams.model;

import java.util.Arrays;
import java.util.Locale;

/** What a user may ask for: a type of calculation, or the faster one of the machine at hand. */
public enum PrecisionChoice {
  /**
   * bfloat16 where the device multiplies it faster than float32; float16 on a GPU that only has
   * that; else float32.
   */
  AUTO,
  FLOAT32,
  BFLOAT16,
  FLOAT16;

  /**
   * Reads the name that users write: {@code auto}, {@code float32}, {@code bfloat16} or {@code
   * float16}.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static PrecisionChoice of(String name) {
    return Arrays.stream(values())
        .filter(choice -> choice.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown precision '%s': use auto, float32, bfloat16 or float16"
                        .formatted(name)));
  }

  /** The name that users write. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
