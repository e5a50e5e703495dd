package io.clipstreams.model.program;

import io.clipstreams.model.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A program that multiplies matrices, with a method for each {@link Precision}, so that they can be
 * timed against each other.
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
        Arrays.stream(Precision.values()).map(type -> matrix(type, size)).toList());
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
