package io.clipstreams.model.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A tensor as it lies in a safetensors file, memory-mapped.
 *
 * @param name its name in the checkpoint
 * @param type how an element is stored
 * @param shape its dimensions; none for a scalar
 * @param data little-endian, {@code elements × type} bytes, row-major
 */
public record StoredTensor(String name, StoredType type, int[] shape, ByteBuffer data) {

  /** How many numbers the tensor has. */
  public int elements() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** Reads {@code count} elements from {@code start} on, as float32. Safe for many threads. */
  public void read(int start, int count, float[] into) {
    switch (type) {
      case F32 -> data.asFloatBuffer().get(start, into, 0, count);
      case BF16 -> {
        var shorts = data.asShortBuffer();
        for (int i = 0; i < count; i++) {
          into[i] = Float.intBitsToFloat(shorts.get(start + i) << 16);
        }
      }
      case F16 -> {
        var shorts = data.asShortBuffer();
        for (int i = 0; i < count; i++) {
          into[i] = Float16.toFloat(shorts.get(start + i));
        }
      }
    }
  }

  /** All elements, as float32. */
  public float[] toFloats() {
    float[] floats = new float[elements()];
    read(0, floats.length, floats);
    return floats;
  }
}
