package io.clipstreams.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.clipstreams.model.CheckpointException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One file of the safetensors format: the length of the header in 8 bytes, the header in JSON, the
 * tensors. Each tensor is mapped on its own, so the file may be larger than 2 GiB.
 *
 * @see <a href="https://huggingface.co/docs/safetensors/index">the format</a>
 */
final class Safetensors {

  private static final int LENGTH_BYTES = 8;
  private static final long MAX_HEADER = 100L << 20;

  private Safetensors() {}

  /**
   * Maps the tensors of the types that are read; others, such as {@code position_ids}, are left
   * out.
   */
  static Map<String, StoredTensor> map(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long headerLength = readFully(channel, 0, LENGTH_BYTES, file).getLong();
      if (headerLength < 2 || headerLength > Math.min(MAX_HEADER, channel.size() - LENGTH_BYTES)) {
        throw broken(file, "the header's length is " + headerLength);
      }
      byte[] header = readFully(channel, LENGTH_BYTES, (int) headerLength, file).array();
      Map<String, StoredTensor> tensors = new LinkedHashMap<>();
      var fields = Json.parse(file.toString(), header).node().properties();
      for (Map.Entry<String, JsonNode> field : fields) {
        StoredType type = type(field.getValue());
        if (type != null) {
          tensors.put(
              field.getKey(),
              tensor(
                  channel,
                  file,
                  LENGTH_BYTES + headerLength,
                  field.getKey(),
                  type,
                  field.getValue()));
        }
      }
      return tensors;
    } catch (IOException e) {
      throw new CheckpointException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static StoredType type(JsonNode entry) {
    String name = entry.path("dtype").asText();
    return Arrays.stream(StoredType.values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static StoredTensor tensor(
      FileChannel channel, Path file, long base, String name, StoredType type, JsonNode entry)
      throws IOException {
    JsonNode dimensions = entry.path("shape");
    int[] shape = new int[dimensions.size()];
    long elements = 1;
    for (int d = 0; d < shape.length; d++) {
      shape[d] = dimensions.get(d).asInt(-1);
      if (shape[d] < 0) {
        throw broken(file, "the shape of %s is %s".formatted(name, dimensions));
      }
      elements *= shape[d];
    }
    long from = entry.path("data_offsets").path(0).asLong(-1);
    long to = entry.path("data_offsets").path(1).asLong(-1);
    if (from < 0 || to - from != elements * type.bytes() || base + to > channel.size()) {
      throw broken(
          file,
          "%s %s of type %s cannot lie at bytes %d to %d of %d"
              .formatted(name, dimensions, type, from, to, channel.size() - base));
    }
    if (to - from > Integer.MAX_VALUE) {
      throw broken(file, "%s has more than 2 GiB".formatted(name));
    }
    ByteBuffer data = channel.map(FileChannel.MapMode.READ_ONLY, base + from, to - from);
    return new StoredTensor(name, type, shape, data.order(ByteOrder.LITTLE_ENDIAN));
  }

  private static ByteBuffer readFully(FileChannel channel, long position, int count, Path file)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException("the file ends within the header of " + file.getFileName());
      }
    }
    return buffer.flip();
  }

  private static CheckpointException broken(Path file, String why) {
    return new CheckpointException(
        "%s is no sound safetensors file: %s; fetch it again".formatted(file, why));
  }
}
