package io.clipstreams.topology.labels.scoring;

import java.util.List;

/** A label matrix in the heap, multiplied by the processor. */
public final class HeapLabelMatrix implements LabelMatrix {

  private final int dimension;
  private final int size;

  /** Row by row, so that one product reads memory in order. */
  private final float[] rows;

  /**
   * @param vectors each of the same length, {@code dimension}
   */
  public HeapLabelMatrix(int dimension, List<float[]> vectors) {
    this.dimension = dimension;
    this.size = vectors.size();
    this.rows = new float[Math.multiplyExact(size, dimension)];
    for (int row = 0; row < size; row++) {
      float[] vector = vectors.get(row);
      if (vector.length != dimension) {
        throw new IllegalArgumentException(
            "a label's vector has %d values, the model's have %d"
                .formatted(vector.length, dimension));
      }
      System.arraycopy(vector, 0, rows, row * dimension, dimension);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public float[][] products(float[][] imageEmbeds) {
    float[][] products = new float[imageEmbeds.length][size];
    // Label by label: its row stays in the cache while all images of the batch use it.
    for (int row = 0; row < size; row++) {
      for (int image = 0; image < imageEmbeds.length; image++) {
        products[image][row] = dot(imageEmbeds[image], row * dimension);
      }
    }
    return products;
  }

  /** Four sums side by side: one alone would wait for each addition before the next. */
  private float dot(float[] embed, int offset) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < dimension; i += 4) {
      a += embed[i] * rows[offset + i];
      b += embed[i + 1] * rows[offset + i + 1];
      c += embed[i + 2] * rows[offset + i + 2];
      d += embed[i + 3] * rows[offset + i + 3];
    }
    for (; i < dimension; i++) {
      a += embed[i] * rows[offset + i];
    }
    return (a + b) + (c + d);
  }
}
