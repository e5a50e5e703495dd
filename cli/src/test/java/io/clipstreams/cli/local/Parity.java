package io.clipstreams.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** The model-loader's parity fixtures: what a CLIP implementation must answer. */
public final class Parity {

  private static final Path ROOT = Path.of("../model-loader/src/test/resources/parity");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path checkpoint;
  private final JsonNode names;
  private final JsonNode header;
  private final ByteBuffer tensors;

  Parity(String name) throws IOException {
    checkpoint = checkpoint(name);
    names = MAPPER.readTree(checkpoint.resolve("expected.json").toFile());
    ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(checkpoint.resolve("expected.safetensors")))
            .order(ByteOrder.LITTLE_ENDIAN);
    byte[] json = new byte[(int) file.getLong()];
    file.get(json);
    header = MAPPER.readTree(json);
    tensors = file.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The folder of a checkpoint. */
  public static Path checkpoint(String name) {
    return ROOT.resolve("checkpoints").resolve(name);
  }

  static String image(String file) {
    return ROOT.resolve("images").resolve(file).toString();
  }

  String checkpoint() {
    return checkpoint.toString();
  }

  List<String> images() {
    return strings("images");
  }

  List<String> texts() {
    return strings("texts");
  }

  private List<String> strings(String key) {
    return StreamSupport.stream(names.get(key).spliterator(), false).map(JsonNode::asText).toList();
  }

  /** The row of a float32 matrix: {@code image_embeds}, {@code text_embeds}, {@code probs}. */
  float[] row(String tensor, int row) {
    JsonNode entry = header.get(tensor);
    float[] values = new float[entry.get("shape").get(1).asInt()];
    int start = entry.get("data_offsets").get(0).asInt() + row * values.length * Float.BYTES;
    tensors.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(start).asFloatBuffer().get(values);
    return values;
  }
}
