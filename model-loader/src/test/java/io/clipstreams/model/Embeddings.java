package io.clipstreams.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What tests say about embeddings. */
final class Embeddings {

  private Embeddings() {}

  static void assertClose(float[][] actual, float[][] expected, float tolerance) {
    assertThat(actual).hasDimensions(expected.length, expected[0].length);
    for (int row = 0; row < expected.length; row++) {
      for (int column = 0; column < expected[row].length; column++) {
        assertThat(actual[row][column])
            .as("row %d, column %d", row, column)
            .isCloseTo(expected[row][column], within(tolerance));
      }
    }
  }

  static void assertCosine(float[][] actual, float[][] expected, float least) {
    assertThat(actual).hasDimensions(expected.length, expected[0].length);
    for (int row = 0; row < expected.length; row++) {
      assertThat(dot(actual[row], expected[row])).as("row %d", row).isGreaterThanOrEqualTo(least);
    }
  }

  static float dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return (float) sum;
  }
}
