package io.clipstreams.model.checkpoint;

import io.clipstreams.model.CheckpointException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The architecture, from {@code config.json}. What is absent there takes the default of Hugging
 * Face's {@code CLIPConfig}, {@code CLIPVisionConfig} and {@code CLIPTextConfig}: those of OpenAI's
 * ViT-B/32.
 *
 * @param projectionDim length of an embedding
 */
public record ClipConfig(VisionConfig vision, TextConfig text, int projectionDim) {

  /**
   * One transformer.
   *
   * @param activation {@code hidden_act}
   */
  public record TowerConfig(
      int hiddenSize,
      int intermediateSize,
      int numHiddenLayers,
      int numAttentionHeads,
      Activation activation,
      double layerNormEps) {}

  /**
   * The image tower.
   *
   * @param imageSize height and width of its input
   * @param patchSize height and width of a patch
   */
  public record VisionConfig(TowerConfig tower, int imageSize, int patchSize) {

    /** Patches and the class token. */
    public int positions() {
      int grid = imageSize / patchSize;
      return grid * grid + 1;
    }
  }

  /**
   * The text tower.
   *
   * @param maxPositionEmbeddings the context length in tokens
   * @param eosTokenId the token whose state is pooled; 2 in legacy configs, where it means the
   *     largest id of the text
   */
  public record TextConfig(
      TowerConfig tower, int vocabSize, int maxPositionEmbeddings, int eosTokenId) {}

  /**
   * Reads {@code config.json}.
   *
   * @throws CheckpointException when it describes anything but a CLIP with two transformers
   */
  public static ClipConfig read(Path file) {
    Json json = Json.read(file);
    String modelType = json.text("model_type", "clip");
    if (!modelType.equals("clip")) {
      throw new CheckpointException(
          "%s: the architecture is '%s' (model_type); only 'clip' is known"
              .formatted(file, modelType));
    }
    return new ClipConfig(
        vision(tower(json, "vision_config")),
        text(tower(json, "text_config")),
        json.positive("projection_dim", 512));
  }

  /**
   * Early repositories write each tower a second time as {@code vision_config_dict}, and
   * transformers lets that one win, its defaults included.
   */
  private static Json tower(Json json, String key) {
    Optional<Json> legacy = json.object(key + "_dict");
    return legacy.orElseGet(() -> json.objectOrEmpty(key));
  }

  private static VisionConfig vision(Json json) {
    int channels = json.positive("num_channels", 3);
    if (channels != 3) {
      throw json.wrong("num_channels", "3", channels);
    }
    VisionConfig vision =
        new VisionConfig(
            tower(json, 768, 3072, 12),
            json.positive("image_size", 224),
            json.positive("patch_size", 32));
    if (vision.patchSize() > vision.imageSize()) {
      throw json.wrong("patch_size", "at most image_size", vision.patchSize());
    }
    return vision;
  }

  private static TextConfig text(Json json) {
    return new TextConfig(
        tower(json, 512, 2048, 8),
        json.positive("vocab_size", 49408),
        json.positive("max_position_embeddings", 77),
        json.whole("eos_token_id", 49407));
  }

  private static TowerConfig tower(Json json, int hidden, int intermediate, int heads) {
    TowerConfig tower =
        new TowerConfig(
            json.positive("hidden_size", hidden),
            json.positive("intermediate_size", intermediate),
            json.positive("num_hidden_layers", 12),
            json.positive("num_attention_heads", heads),
            Activation.of(json.text("hidden_act", "quick_gelu"), json.where()),
            json.number("layer_norm_eps", 1e-5));
    if (tower.hiddenSize() % tower.numAttentionHeads() != 0) {
      throw json.wrong(
          "num_attention_heads",
          "a divisor of hidden_size " + tower.hiddenSize(),
          tower.numAttentionHeads());
    }
    return tower;
  }
}
