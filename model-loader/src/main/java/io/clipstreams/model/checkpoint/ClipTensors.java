package io.clipstreams.model.checkpoint;

import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.checkpoint.ClipConfig.TowerConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tensors that a CLIP of a given configuration has, by the names and shapes of Hugging Face's
 * {@code CLIPModel}.
 */
public final class ClipTensors {

  private ClipTensors() {}

  /** Name and shape of every tensor that the two towers need, in the order of the model. */
  public static Map<String, int[]> required(ClipConfig config) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put("logit_scale", new int[] {});

    int vision = config.vision().tower().hiddenSize();
    int patch = config.vision().patchSize();
    shapes.put("vision_model.embeddings.class_embedding", new int[] {vision});
    shapes.put(
        "vision_model.embeddings.patch_embedding.weight", new int[] {vision, 3, patch, patch});
    shapes.put(
        "vision_model.embeddings.position_embedding.weight",
        new int[] {config.vision().positions(), vision});
    norm(shapes, "vision_model.pre_layrnorm", vision);
    encoder(shapes, "vision_model", config.vision().tower());
    norm(shapes, "vision_model.post_layernorm", vision);
    shapes.put("visual_projection.weight", new int[] {config.projectionDim(), vision});

    int text = config.text().tower().hiddenSize();
    shapes.put(
        "text_model.embeddings.token_embedding.weight",
        new int[] {config.text().vocabSize(), text});
    shapes.put(
        "text_model.embeddings.position_embedding.weight",
        new int[] {config.text().maxPositionEmbeddings(), text});
    encoder(shapes, "text_model", config.text().tower());
    norm(shapes, "text_model.final_layer_norm", text);
    shapes.put("text_projection.weight", new int[] {config.projectionDim(), text});
    return shapes;
  }

  private static void encoder(Map<String, int[]> shapes, String model, TowerConfig tower) {
    int hidden = tower.hiddenSize();
    int intermediate = tower.intermediateSize();
    for (int i = 0; i < tower.numHiddenLayers(); i++) {
      String layer = model + ".encoder.layers." + i;
      norm(shapes, layer + ".layer_norm1", hidden);
      for (String projection : new String[] {"q_proj", "k_proj", "v_proj", "out_proj"}) {
        linear(shapes, layer + ".self_attn." + projection, hidden, hidden);
      }
      norm(shapes, layer + ".layer_norm2", hidden);
      linear(shapes, layer + ".mlp.fc1", intermediate, hidden);
      linear(shapes, layer + ".mlp.fc2", hidden, intermediate);
    }
  }

  private static void norm(Map<String, int[]> shapes, String name, int size) {
    shapes.put(name + ".weight", new int[] {size});
    shapes.put(name + ".bias", new int[] {size});
  }

  private static void linear(Map<String, int[]> shapes, String name, int out, int in) {
    shapes.put(name + ".weight", new int[] {out, in});
    shapes.put(name + ".bias", new int[] {out});
  }

  /** Picks the required tensors; the first that is missing or has another shape is named. */
  static Map<String, StoredTensor> pick(
      Map<String, int[]> required, Map<String, StoredTensor> stored, String where) {
    Map<String, StoredTensor> picked = new LinkedHashMap<>();
    required.forEach(
        (name, shape) -> {
          StoredTensor tensor = stored.get(name);
          if (tensor == null) {
            throw new CheckpointException(
                "%s: tensor %s %s is missing (or of a type other than F32, F16, BF16)"
                    .formatted(where, name, Arrays.toString(shape)));
          }
          if (!Arrays.equals(tensor.shape(), shape)) {
            throw new CheckpointException(
                "%s: tensor %s has the shape %s, but config.json asks for %s"
                    .formatted(
                        where, name, Arrays.toString(tensor.shape()), Arrays.toString(shape)));
          }
          picked.put(name, tensor);
        });
    return picked;
  }
}
