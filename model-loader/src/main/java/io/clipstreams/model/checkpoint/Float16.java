package io.clipstreams.model.checkpoint;

/** IEEE 754 binary16; the JDK converts it from version 20 on. */
public final class Float16 {

  private static final int MANTISSA_BITS = 10;
  private static final int DROPPED_BITS = 13;
  private static final int BIAS_DIFFERENCE = 127 - 15;
  private static final float SUBNORMAL_UNIT = 0x1p-24f;
  private static final float SMALLEST_NORMAL = 0x1p-14f;
  private static final float LARGEST = 65504f;
  private static final short NAN = 0x7e00;

  private Float16() {}

  static float toFloat(short half) {
    int sign = half & 0x8000;
    int exponent = (half >> MANTISSA_BITS) & 0x1f;
    int mantissa = half & 0x3ff;
    if (exponent == 0) {
      float magnitude = mantissa * SUBNORMAL_UNIT;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wideExponent = exponent == 0x1f ? 0xff : exponent + BIAS_DIFFERENCE;
    return Float.intBitsToFloat(sign << 16 | wideExponent << 23 | mantissa << DROPPED_BITS);
  }

  /**
   * Rounded to nearest, ties to even, as PyTorch rounds.
   *
   * @throws ArithmeticException for a number beyond the largest one, 65504
   */
  public static short of(float value) {
    if (Float.isNaN(value)) {
      return NAN;
    }
    if (Math.abs(value) > LARGEST) {
      throw new ArithmeticException(value + " is too large for float16; use bfloat16 or float32");
    }
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    if (magnitude < SMALLEST_NORMAL) {
      return (short) (sign | (int) Math.rint(magnitude / SUBNORMAL_UNIT));
    }
    int wide = Float.floatToRawIntBits(magnitude);
    int odd = wide >>> DROPPED_BITS & 1;
    int rounded = wide + (1 << DROPPED_BITS - 1) - 1 + odd >>> DROPPED_BITS;
    return (short) (sign | rounded - (BIAS_DIFFERENCE << MANTISSA_BITS));
  }
}
