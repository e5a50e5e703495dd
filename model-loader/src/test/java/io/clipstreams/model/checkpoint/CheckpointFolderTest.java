package io.clipstreams.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.ParityFixture;
import io.clipstreams.model.checkpoint.ClipConfig.TextConfig;
import io.clipstreams.model.checkpoint.ClipConfig.TowerConfig;
import io.clipstreams.model.checkpoint.ClipConfig.VisionConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is no CLIP fails with a message that names what is wrong. */
class CheckpointFolderTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final ClipConfig SMALL =
      new ClipConfig(
          new VisionConfig(new TowerConfig(8, 16, 1, 2, Activation.GELU, 1e-5), 8, 4),
          new TextConfig(new TowerConfig(8, 16, 1, 2, Activation.GELU, 1e-5), 514, 10, 513),
          4);

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    RandomCheckpoint.write(folder, SMALL, StoredType.F32, 1);
  }

  @Test
  void aWrittenConfigurationIsReadAgain() {
    assertThat(CheckpointFolder.open(folder).config()).isEqualTo(SMALL);
    assertThat(CheckpointFolder.open(folder).tensors())
        .containsOnlyKeys(ClipTensors.required(SMALL).keySet());
  }

  @Test
  void absentKeysTakeTransformersDefaults() throws IOException {
    Path config = Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"clip\"}");
    TowerConfig vision = new TowerConfig(768, 3072, 12, 12, Activation.QUICK_GELU, 1e-5);
    TowerConfig text = new TowerConfig(512, 2048, 12, 8, Activation.QUICK_GELU, 1e-5);
    assertThat(ClipConfig.read(config))
        .isEqualTo(
            new ClipConfig(
                new VisionConfig(vision, 224, 32), new TextConfig(text, 49408, 77, 49407), 512));
  }

  @Test
  void theLegacyDictOfATowerWins() throws IOException {
    edit("config.json", json -> json.putObject("vision_config_dict").put("image_size", 64));
    VisionConfig vision = ClipConfig.read(folder.resolve("config.json")).vision();
    assertThat(vision.imageSize()).isEqualTo(64);
    assertThat(vision.tower().hiddenSize()).isEqualTo(768);
  }

  @Test
  void aMissingFolderIsNamed() {
    assertRefused(folder.resolve("nowhere"), "no checkpoint folder", "nowhere");
  }

  @Test
  void aMissingConfigIsNamed() throws IOException {
    Files.delete(folder.resolve("config.json"));
    assertRefused("config.json is missing");
  }

  @Test
  void anotherArchitectureIsNamed() throws IOException {
    edit("config.json", json -> json.put("model_type", "siglip"));
    assertRefused("'siglip'", "model_type");
  }

  @Test
  void anUnknownActivationIsNamed() throws IOException {
    edit("config.json", json -> json.withObject("/text_config").put("hidden_act", "relu6"));
    assertRefused("text_config", "'relu6'", "quick_gelu");
  }

  @Test
  void aValueOfTheWrongTypeIsNamed() throws IOException {
    edit("config.json", json -> json.withObject("/vision_config").put("patch_size", "32"));
    assertRefused("vision_config", "patch_size", "whole number", "\"32\"");
  }

  @Test
  void preprocessingThatDoesNotFitTheTowerIsNamed() throws IOException {
    edit("preprocessor_config.json", json -> json.put("crop_size", 9));
    assertRefused("9 × 9", "image_size 8");
  }

  @Test
  void anUnknownFilterIsNamed() throws IOException {
    edit("preprocessor_config.json", json -> json.put("resample", 1));
    assertRefused("resample", "bicubic", "1");
  }

  @Test
  void aMissingTensorIsNamedWithItsShape() throws IOException {
    rewrite(shapes -> shapes.remove("text_model.encoder.layers.0.mlp.fc1.weight"));
    assertTensorsRefused("text_model.encoder.layers.0.mlp.fc1.weight", "[16, 8]", "missing");
  }

  @Test
  void aMisshapenTensorIsNamedWithBothShapes() throws IOException {
    rewrite(shapes -> shapes.put("visual_projection.weight", new int[] {4, 9}));
    assertTensorsRefused("visual_projection.weight", "[4, 9]", "[4, 8]");
  }

  @Test
  void furtherTensorsAreIgnored() throws IOException {
    rewrite(shapes -> shapes.put("vision_model.embeddings.position_ids", new int[] {1, 5}));
    assertThat(CheckpointFolder.open(folder).tensors()).hasSize(ClipTensors.required(SMALL).size());
  }

  @Test
  void weightsThatEndEarlyAreRefused() throws IOException {
    Path weights = folder.resolve("model.safetensors");
    byte[] whole = Files.readAllBytes(weights);
    Files.write(weights, java.util.Arrays.copyOf(whole, whole.length - 1));
    assertTensorsRefused("model.safetensors", "no sound safetensors file");
  }

  @Test
  void weightsOnlyAsPickleAreRefusedWithWhatToDo() throws IOException {
    Files.move(folder.resolve("model.safetensors"), folder.resolve("pytorch_model.bin"));
    assertTensorsRefused("pytorch_model.bin", "safetensors", "revision");
  }

  @Test
  void noWeightsAtAllAreNamed() throws IOException {
    Files.delete(folder.resolve("model.safetensors"));
    assertTensorsRefused("neither model.safetensors nor model.safetensors.index.json");
  }

  @Test
  void noTokenizerIsNamed() throws IOException {
    Files.delete(folder.resolve("merges.txt"));
    assertThatThrownBy(() -> CheckpointFolder.open(folder).tokenizer())
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("tokenizer.json")
        .hasMessageContaining("merges.txt");
  }

  @Test
  void shardsAreReadAsOne() throws IOException {
    Map<String, StoredTensor> whole = CheckpointFolder.open(folder).tensors();
    Map<String, Float> first = new LinkedHashMap<>();
    whole.forEach((name, tensor) -> first.put(name, tensor.toFloats()[0]));
    shard();
    CheckpointFolder.open(folder)
        .tensors()
        .forEach((name, tensor) -> assertThat(tensor.toFloats()[0]).isEqualTo(first.get(name)));
  }

  @Test
  void aMissingShardIsNamed() throws IOException {
    shard();
    Files.delete(folder.resolve("model-00002-of-00002.safetensors"));
    assertTensorsRefused("model-00002-of-00002.safetensors", "missing");
  }

  @Test
  void aShardOutsideTheFolderIsRefused() throws IOException {
    shard();
    edit(
        "model.safetensors.index.json",
        json -> json.withObject("/weight_map").put("logit_scale", "../model.safetensors"));
    assertTensorsRefused("../model.safetensors");
  }

  @Test
  void aFileOfMoreThan2GiBIsMapped() throws IOException {
    Path large = folder.resolve("large.safetensors");
    long gigabyte = 1L << 30;
    ObjectNode header = MAPPER.createObjectNode();
    for (int i = 0; i < 3; i++) {
      ObjectNode entry = header.putObject("t" + i).put("dtype", "F32");
      entry.putArray("shape").add(gigabyte / 4);
      entry.putArray("data_offsets").add(i * gigabyte).add((i + 1) * gigabyte);
    }
    byte[] json = header.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try (var file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
      file.writeLong(Long.reverseBytes(json.length));
      file.write(json);
      file.setLength(8 + json.length + 3 * gigabyte);
      file.seek(8 + json.length + 3 * gigabyte - 4);
      file.writeInt(Integer.reverseBytes(Float.floatToIntBits(1.5f)));
    }
    float[] last = new float[1];
    Safetensors.map(large).get("t2").read((int) (gigabyte / 4 - 1), 1, last);
    assertThat(last).containsExactly(1.5f);
  }

  private void shard() throws IOException {
    Map<String, int[]> shapes = ClipTensors.required(SMALL);
    Map<String, StoredTensor> whole = CheckpointFolder.open(folder).tensors();
    ObjectNode index = MAPPER.createObjectNode();
    ObjectNode weightMap = index.putObject("weight_map");
    for (int part = 1; part <= 2; part++) {
      Map<String, int[]> shard = new LinkedHashMap<>();
      for (Map.Entry<String, int[]> tensor : shapes.entrySet()) {
        if (tensor.getKey().startsWith("vision") == (part == 1)) {
          shard.put(tensor.getKey(), tensor.getValue());
          weightMap.put(tensor.getKey(), "model-0000%d-of-00002.safetensors".formatted(part));
        }
      }
      Map<String, Integer> next = new LinkedHashMap<>();
      SafetensorsWriter.write(
          folder.resolve("model-0000%d-of-00002.safetensors".formatted(part)),
          shard,
          StoredType.F32,
          name -> whole.get(name).toFloats()[next.merge(name, 1, Integer::sum) - 1]);
    }
    Files.delete(folder.resolve("model.safetensors"));
    MAPPER.writeValue(folder.resolve("model.safetensors.index.json").toFile(), index);
  }

  private void rewrite(Consumer<Map<String, int[]>> change) throws IOException {
    Map<String, int[]> shapes = new LinkedHashMap<>(ClipTensors.required(SMALL));
    change.accept(shapes);
    SafetensorsWriter.write(
        folder.resolve("model.safetensors"), shapes, StoredType.F32, name -> 0.5f);
  }

  private void edit(String file, Consumer<ObjectNode> change) throws IOException {
    ObjectNode json = (ObjectNode) MAPPER.readTree(folder.resolve(file).toFile());
    change.accept(json);
    MAPPER.writeValue(folder.resolve(file).toFile(), json);
  }

  private void assertRefused(String... parts) {
    assertRefused(folder, parts);
  }

  private static void assertRefused(Path checkpoint, String... parts) {
    assertThatThrownBy(() -> CheckpointFolder.open(checkpoint))
        .isInstanceOf(CheckpointException.class)
        .message()
        .contains(parts);
  }

  private void assertTensorsRefused(String... parts) {
    CheckpointFolder checkpoint = CheckpointFolder.open(folder);
    assertThatThrownBy(checkpoint::tensors)
        .isInstanceOf(CheckpointException.class)
        .message()
        .contains(parts);
  }

  @Test
  void everyParityCheckpointHasItsTensors() {
    ParityFixture.all()
        .forEach(
            fixture -> assertThat(CheckpointFolder.open(fixture.folder()).tensors()).isNotEmpty());
  }
}
