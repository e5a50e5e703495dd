package io.clipstreams.model.checkpoint;

/** IEEE 754 binary16; the JDK converts it from version 20 on. */
final class Float16 {

  private static final int MANTISSA_BITS = 10;
  private static final float SUBNORMAL_UNIT = 0x1p-24f;

  private Float16() {}

  static float toFloat(short half) {
    int sign = half & 0x8000;
    int exponent = (half >> MANTISSA_BITS) & 0x1f;
    int mantissa = half & 0x3ff;
    if (exponent == 0) {
      float magnitude = mantissa * SUBNORMAL_UNIT;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wideExponent = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign << 16 | wideExponent << 23 | mantissa << 13);
  }
}
