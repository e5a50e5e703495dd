package io.clipstreams.topology.labels.catalog;

import io.clipstreams.schemas.LabelVector;
import io.clipstreams.topology.labels.content.Vectors;

/**
 * A label's vector as it was read.
 *
 * @param values float32
 * @param scale factor of its product with an image; null: the checkpoint's {@code logit_scale}
 * @param bias added after scaling
 */
record StoredVector(float[] values, Float scale, float bias) {

  static StoredVector of(LabelVector vector) {
    return new StoredVector(
        Vectors.fromBytes(vector.getVector()), vector.getScale(), vector.getBias());
  }
}
