package io.clipstreams.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A checkpoint of {@code parity/checkpoints} with the numbers that it must give. */
public record ParityFixture(
    String name, Path folder, JsonNode header, ByteBuffer tensors, JsonNode names) {

  private static final List<String> CHECKPOINTS =
      List.of("quickgelu-openai", "gelu-laion", "patch14-f16-squash", "b32-input", "as-published");

  private static final Path ROOT = root();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Maven runs tests in the folder of their module, which may be a neighbour. */
  private static Path root() {
    Path own = Path.of("src/test/resources/parity");
    return Files.isDirectory(own) ? own : Path.of("../model-loader").resolve(own);
  }

  public static Stream<ParityFixture> all() {
    return CHECKPOINTS.stream().map(ParityFixture::of);
  }

  public static ParityFixture of(String name) {
    try {
      Path folder = ROOT.resolve("checkpoints").resolve(name);
      ByteBuffer file =
          ByteBuffer.wrap(Files.readAllBytes(folder.resolve("expected.safetensors")))
              .order(ByteOrder.LITTLE_ENDIAN);
      byte[] header = new byte[(int) file.getLong()];
      file.get(header);
      return new ParityFixture(
          name,
          folder,
          MAPPER.readTree(header),
          file.slice().order(ByteOrder.LITTLE_ENDIAN),
          MAPPER.readTree(folder.resolve("expected.json").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] image(String file) {
    try {
      return Files.readAllBytes(ROOT.resolve("images").resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> images() {
    return strings("images");
  }

  public List<String> texts() {
    return strings("texts");
  }

  private List<String> strings(String key) {
    return StreamSupport.stream(names.get(key).spliterator(), false).map(JsonNode::asText).toList();
  }

  public List<long[]> inputIds() {
    List<long[]> rows = new ArrayList<>();
    for (JsonNode row : names.get("input_ids")) {
      rows.add(
          StreamSupport.stream(row.spliterator(), false).mapToLong(JsonNode::asLong).toArray());
    }
    return rows;
  }

  /** What the image tower sees of that picture. */
  public Pixels crop(String image) {
    JsonNode entry = header.get("crop/" + image);
    byte[] rgb = new byte[length(entry)];
    tensors.get(entry.get("data_offsets").get(0).asInt(), rgb);
    return new Pixels(entry.get("shape").get(0).asInt(), entry.get("shape").get(1).asInt(), rgb);
  }

  public float[][] imageEmbeds() {
    return matrix("image_embeds");
  }

  public float[][] textEmbeds() {
    return matrix("text_embeds");
  }

  public float[][] probs() {
    return matrix("probs");
  }

  public float[][] logitsPerImage() {
    return matrix("logits_per_image");
  }

  private float[][] matrix(String tensor) {
    JsonNode entry = header.get(tensor);
    int rows = entry.get("shape").get(0).asInt();
    int columns = entry.get("shape").get(1).asInt();
    float[] all = new float[rows * columns];
    tensors
        .slice(entry.get("data_offsets").get(0).asInt(), length(entry))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(all);
    float[][] matrix = new float[rows][];
    for (int row = 0; row < rows; row++) {
      matrix[row] = Arrays.copyOfRange(all, row * columns, (row + 1) * columns);
    }
    return matrix;
  }

  private static int length(JsonNode entry) {
    return entry.get("data_offsets").get(1).asInt() - entry.get("data_offsets").get(0).asInt();
  }

  @Override
  public String toString() {
    return name;
  }
}
