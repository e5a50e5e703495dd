package io.clipstreams.model.program;

import io.clipstreams.model.Precision;
import java.io.IOException;
import java.util.Arrays;

/**
 * A tensor of the archive.
 *
 * @param name its name in the program's {@code w}
 * @param type how its elements are written
 * @param shape its dimensions
 * @param values its elements in row-major order
 */
public record ProgramTensor(String name, Precision type, int[] shape, Values values) {

  int elements() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** The elements, float32, in as many chunks as it takes; a tensor is never on the heap whole. */
  @FunctionalInterface
  public interface Values {
    void writeTo(Chunks chunks) throws IOException;
  }

  /** Takes the next {@code count} elements. */
  @FunctionalInterface
  public interface Chunks {
    void accept(float[] elements, int count) throws IOException;
  }
}
