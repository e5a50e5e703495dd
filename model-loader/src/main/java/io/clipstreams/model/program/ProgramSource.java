package io.clipstreams.model.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The TorchScript texts that lie beside this class. */
final class ProgramSource {

  private ProgramSource() {}

  static String of(String name) {
    try (InputStream in = ProgramSource.class.getResourceAsStream(name + ".torchscript")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
