package io.clipstreams.topology.labels.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as arrays, and as records carry them: float32, little-endian. */
public final class Vectors {

  private Vectors() {}

  public static ByteBuffer toBytes(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.order(ByteOrder.BIG_ENDIAN);
  }

  /**
   * @throws IllegalArgumentException when the length is no multiple of four
   */
  public static float[] fromBytes(ByteBuffer bytes) {
    if (bytes.remaining() % Float.BYTES != 0) {
      throw new IllegalArgumentException(bytes.remaining() + " bytes are no vector of float32");
    }
    float[] vector = new float[bytes.remaining() / Float.BYTES];
    bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }

  /**
   * The mean of unit vectors, brought to unit length again, as OpenAI's zero-shot evaluation
   * combines the templates of a label. A single vector is left as it is.
   *
   * @param embeds n × dimension unit vectors, n ≥ 1
   */
  public static float[] normalisedMean(float[][] embeds) {
    if (embeds.length == 1) {
      return embeds[0];
    }
    double[] sum = new double[embeds[0].length];
    for (float[] embed : embeds) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += embed[i];
      }
    }
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    double norm = Math.sqrt(squares);
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / norm);
    }
    return mean;
  }
}
