package io.clipstreams.model.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clipstreams.model.checkpoint.ClipConfig.TowerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Writes the folder of a CLIP with random weights, of whatever size: for tests and measurements,
 * which need a checkpoint's shape but nothing that it knows.
 */
public final class RandomCheckpoint {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RandomCheckpoint() {}

  /** The size of OpenAI's ViT-B/32. */
  public static ClipConfig vitB32() {
    return new ClipConfig(
        new ClipConfig.VisionConfig(
            new TowerConfig(768, 3072, 12, 12, Activation.QUICK_GELU, 1e-5), 224, 32),
        new ClipConfig.TextConfig(
            new TowerConfig(512, 2048, 12, 8, Activation.QUICK_GELU, 1e-5), 49408, 77, 2),
        512);
  }

  /** The size of OpenAI's ViT-L/14. */
  public static ClipConfig vitL14() {
    return new ClipConfig(
        new ClipConfig.VisionConfig(
            new TowerConfig(1024, 4096, 24, 16, Activation.QUICK_GELU, 1e-5), 224, 14),
        new ClipConfig.TextConfig(
            new TowerConfig(768, 3072, 12, 12, Activation.QUICK_GELU, 1e-5), 49408, 77, 2),
        768);
  }

  /**
   * Writes the files of a repository: {@code config.json}, {@code preprocessor_config.json}, {@code
   * vocab.json} and {@code merges.txt} with one token for each byte, {@code model.safetensors}.
   *
   * @param folder made where it is not there
   * @param storage how the weights are stored
   * @param seed the same seed gives the same weights
   * @return the folder
   */
  public static Path write(Path folder, ClipConfig config, StoredType storage, long seed)
      throws IOException {
    Files.createDirectories(folder);
    Map<String, int[]> shapes = ClipTensors.required(config);
    writeFilesWithoutWeights(folder, config);
    SafetensorsWriter.write(
        folder.resolve("model.safetensors"), shapes, storage, weights(shapes, seed));
    return folder;
  }

  static void writeFilesWithoutWeights(Path folder, ClipConfig config) throws IOException {
    MAPPER.writeValue(folder.resolve("config.json").toFile(), config(config));
    MAPPER.writeValue(
        folder.resolve("preprocessor_config.json").toFile(),
        Map.of("size", config.vision().imageSize(), "crop_size", config.vision().imageSize()));
    MAPPER.writeValue(folder.resolve("vocab.json").toFile(), vocab());
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\n");
  }

  private static ObjectNode config(ClipConfig config) {
    ObjectNode json = MAPPER.createObjectNode().put("model_type", "clip");
    json.put("projection_dim", config.projectionDim());
    tower(json.putObject("vision_config"), config.vision().tower())
        .put("image_size", config.vision().imageSize())
        .put("patch_size", config.vision().patchSize());
    tower(json.putObject("text_config"), config.text().tower())
        .put("vocab_size", config.text().vocabSize())
        .put("max_position_embeddings", config.text().maxPositionEmbeddings())
        .put("eos_token_id", config.text().eosTokenId());
    return json;
  }

  private static ObjectNode tower(ObjectNode json, TowerConfig tower) {
    return json.put("hidden_size", tower.hiddenSize())
        .put("intermediate_size", tower.intermediateSize())
        .put("num_hidden_layers", tower.numHiddenLayers())
        .put("num_attention_heads", tower.numAttentionHeads())
        .put("hidden_act", tower.activation().hiddenAct())
        .put("layer_norm_eps", tower.layerNormEps());
  }

  /** GPT-2's alphabet of bytes, within words and at their ends, and the two special tokens. */
  private static Map<String, Integer> vocab() {
    Map<String, Integer> vocab = new LinkedHashMap<>();
    for (String end : new String[] {"", "</w>"}) {
      int moved = 256;
      for (int b = 0; b < 256; b++) {
        boolean printable = b > 32 && b < 127 || b > 160 && b != 173;
        vocab.put((char) (printable ? b : moved++) + end, vocab.size());
      }
    }
    vocab.put("<|startoftext|>", vocab.size());
    vocab.put("<|endoftext|>", vocab.size());
    return vocab;
  }

  /** Of a size that keeps states near 1 through the layers. */
  private static SafetensorsWriter.Elements weights(Map<String, int[]> shapes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return name -> {
      if (name.equals("logit_scale")) {
        return (float) Math.log(100);
      }
      float uniform = (float) (random.nextDouble() * 2 - 1);
      if (name.contains("norm") || name.contains("layrnorm")) {
        return (name.endsWith(".weight") ? 1 : 0) + 0.2f * uniform;
      }
      if (name.contains("embedding")) {
        return name.contains("patch_embedding") ? uniform * scale(shapes.get(name)) : uniform / 2;
      }
      return name.endsWith(".bias") ? 0.2f * uniform : uniform * scale(shapes.get(name));
    };
  }

  /** Uniform numbers of that size have the deviation 1 / √inputs. */
  private static float scale(int[] shape) {
    int inputs = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
    return (float) Math.sqrt(3.0 / inputs);
  }
}
