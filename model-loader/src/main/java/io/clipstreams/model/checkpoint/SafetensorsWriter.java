package io.clipstreams.model.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Writes one file of the safetensors format. */
final class SafetensorsWriter {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int CHUNK = 1 << 16;

  private SafetensorsWriter() {}

  /** The elements of a tensor, one after the other. */
  @FunctionalInterface
  interface Elements {
    float next(String tensor);
  }

  static void write(Path file, Map<String, int[]> shapes, StoredType type, Elements elements)
      throws IOException {
    byte[] header = header(shapes, type);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(littleEndian(Long.BYTES).putLong(header.length).array());
      out.write(header);
      for (Map.Entry<String, int[]> tensor : shapes.entrySet()) {
        int left = elements(tensor.getValue());
        while (left > 0) {
          int count = Math.min(left, CHUNK);
          ByteBuffer chunk = littleEndian(count * type.bytes());
          for (int i = 0; i < count; i++) {
            put(chunk, type, elements.next(tensor.getKey()));
          }
          out.write(chunk.array());
          left -= count;
        }
      }
    }
  }

  private static byte[] header(Map<String, int[]> shapes, StoredType type) {
    ObjectNode header = MAPPER.createObjectNode();
    long at = 0;
    for (Map.Entry<String, int[]> tensor : shapes.entrySet()) {
      ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", type.name());
      entry.set("shape", MAPPER.valueToTree(tensor.getValue()));
      long end = at + (long) elements(tensor.getValue()) * type.bytes();
      entry.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    String json = header.toString();
    return (json + " ".repeat(-json.length() & 7)).getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ByteBuffer chunk, StoredType type, float value) {
    switch (type) {
      case F32 -> chunk.putFloat(value);
      case BF16 -> chunk.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
      case F16 -> chunk.putShort(Float16.of(value));
    }
  }

  private static int elements(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
