package io.clipstreams.model.program;

import io.clipstreams.model.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A program that multiplies matrices, with the methods {@code float32} and {@code bfloat16}, so
 * that the two can be timed against each other.
 */
public final class ProbeProgram {

  private ProbeProgram() {}

  /**
   * Writes the archive.
   *
   * @param size rows and columns of the matrices
   */
  public static void write(Path file, int size) throws IOException {
    TorchScriptArchive.write(
        file,
        ProgramSource.of("probe"),
        "Probe",
        Map.of(),
        List.of(matrix(Precision.FLOAT32, size), matrix(Precision.BFLOAT16, size)));
  }

  /** All elements are 1 / size, so that a chain of products neither grows nor vanishes. */
  private static ProgramTensor matrix(Precision type, int size) {
    float[] row = new float[size];
    Arrays.fill(row, 1f / size);
    return new ProgramTensor(
        type.toString(),
        type,
        new int[] {size, size},
        chunks -> {
          for (int i = 0; i < size; i++) {
            chunks.accept(row, size);
          }
        });
  }
}
