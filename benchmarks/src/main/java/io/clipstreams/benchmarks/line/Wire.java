package io.clipstreams.benchmarks.line;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** How the processes of a measurement tell each other something: records as JSON. */
final class Wire {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Wire() {}

  static byte[] write(Object value) throws IOException {
    return MAPPER.writeValueAsBytes(value);
  }

  static <T> T read(byte[] json, Class<T> type) throws IOException {
    return MAPPER.readValue(json, type);
  }

  /** Whoever sees the file sees all of it. */
  static void write(Path file, Object value) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.write(whole, write(value));
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  static <T> T read(Path file, Class<T> type) throws IOException {
    return read(Files.readAllBytes(file), type);
  }
}
