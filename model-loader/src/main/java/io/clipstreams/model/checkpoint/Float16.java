package io.clipstreams.model.checkpoint;

/** IEEE 754 binary16; the JDK converts it from version 20 on. */
final class Float16 {

  private static final int MANTISSA_BITS = 10;
  private static final int BIAS_DIFFERENCE = 127 - 15;
  private static final float SUBNORMAL_UNIT = 0x1p-24f;
  private static final float SMALLEST_NORMAL = 0x1p-14f;
  private static final float LARGEST = 65504f;

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
    return Float.intBitsToFloat(sign << 16 | wideExponent << 23 | mantissa << 13);
  }

  /** Cut, not rounded; what is too large becomes the largest number. */
  static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    float magnitude = Math.min(Math.abs(value), LARGEST);
    if (magnitude < SMALLEST_NORMAL) {
      return (short) (sign | (int) (magnitude / SUBNORMAL_UNIT));
    }
    int wide = Float.floatToRawIntBits(magnitude);
    return (short) (sign | (wide >>> 13) - (BIAS_DIFFERENCE << MANTISSA_BITS));
  }
}
