package io.clipstreams.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.model.Precision;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What follows from how much faster a GPU is with each type. */
class PrecisionProbeTest {

  @Test
  void aGpuWithBothCalculatesInBfloat16() {
    assertThat(chosen(10, 10)).isEqualTo(Precision.BFLOAT16);
  }

  @Test
  void aGpuThatEmulatesBfloat16CalculatesInFloat16() {
    assertThat(chosen(0.7, 6)).isEqualTo(Precision.FLOAT16);
  }

  @Test
  void aGpuWithNeitherCalculatesInFloat32() {
    assertThat(chosen(0.7, 1.1)).isEqualTo(Precision.FLOAT32);
  }

  private static Precision chosen(double bfloat16, double float16) {
    return PrecisionProbe.onGpu(Map.of(Precision.BFLOAT16, bfloat16, Precision.FLOAT16, float16));
  }
}
