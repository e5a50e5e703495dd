package io.clipstreams.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** float16 holds what it can and rounds the rest to nearest, ties to even. */
class Float16Test {

  @Test
  void everyFiniteNumberComesBackAsItWas() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      short half = (short) bits;
      float value = Float16.toFloat(half);
      if (Float.isFinite(value)) {
        assertThat(Float16.of(value)).isEqualTo(half);
      }
    }
  }

  @Test
  void aTieGoesToTheEvenNeighbour() {
    assertThat(Float16.toFloat(Float16.of(1 + 0x1p-11f))).isEqualTo(1f);
    assertThat(Float16.toFloat(Float16.of(1 + 3 * 0x1p-11f))).isEqualTo(1 + 0x1p-9f);
  }

  @Test
  void whatIsCloserToTheUpperNeighbourGoesUp() {
    assertThat(Float16.toFloat(Float16.of(1 + 0x1.8p-11f))).isEqualTo(1 + 0x1p-10f);
    assertThat(Float16.toFloat(Float16.of(0.75f * 0x1p-24f))).isEqualTo(0x1p-24f);
  }

  @Test
  void aNumberBeyondTheLargestIsRefused() {
    assertThatThrownBy(() -> Float16.of(70_000))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("too large for float16");
  }
}
