package io.clipstreams.model.program;

import io.clipstreams.model.Precision;
import io.clipstreams.model.checkpoint.Activation;
import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.checkpoint.ClipConfig.TowerConfig;
import io.clipstreams.model.checkpoint.StoredTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lays a checkpoint's tensors out for the program: the same names, but queries, keys and values in
 * one tensor, patches in the order of their bytes, and quick_gelu's factor folded into the products
 * around it. All of it is done in float32, before rounding.
 */
final class ProgramWeights {

  private static final int CHUNK = 1 << 16;
  private static final float QUICK_GELU = 1.702f;

  private final Map<String, StoredTensor> stored;
  private final Precision precision;
  private final List<ProgramTensor> laidOut = new ArrayList<>();

  private ProgramWeights(Map<String, StoredTensor> stored, Precision precision) {
    this.stored = stored;
    this.precision = precision;
  }

  static List<ProgramTensor> of(CheckpointFolder checkpoint, Precision precision) {
    return new ProgramWeights(checkpoint.tensors(), precision).layOut(checkpoint);
  }

  private List<ProgramTensor> layOut(CheckpointFolder checkpoint) {
    constant("pixel_scale", checkpoint.preprocessing().scale());
    constant("pixel_shift", checkpoint.preprocessing().shift());
    copy("logit_scale", Precision.FLOAT32, 1);

    copy("vision_model.embeddings.class_embedding", Precision.FLOAT32, 1);
    patchEmbedding("vision_model.embeddings.patch_embedding.weight");
    copy("vision_model.embeddings.position_embedding.weight", Precision.FLOAT32, 1);
    both("vision_model.pre_layrnorm", Precision.FLOAT32);
    encoder("vision_model.encoder.layers.", checkpoint.config().vision().tower());
    both("vision_model.post_layernorm", Precision.FLOAT32);
    copy("visual_projection.weight", Precision.FLOAT32, 1);

    copy("text_model.embeddings.token_embedding.weight", precision, 1);
    copy("text_model.embeddings.position_embedding.weight", precision, 1);
    encoder("text_model.encoder.layers.", checkpoint.config().text().tower());
    both("text_model.final_layer_norm", Precision.FLOAT32);
    copy("text_projection.weight", Precision.FLOAT32, 1);
    return List.copyOf(laidOut);
  }

  private void encoder(String layers, TowerConfig tower) {
    float scale = tower.activation() == Activation.QUICK_GELU ? QUICK_GELU : 1;
    for (int i = 0; i < tower.numHiddenLayers(); i++) {
      String layer = layers + i;
      both(layer + ".layer_norm1", precision);
      stack(layer + ".self_attn.", ".weight");
      stack(layer + ".self_attn.", ".bias");
      both(layer + ".self_attn.out_proj", precision);
      both(layer + ".layer_norm2", precision);
      copy(layer + ".mlp.fc1.weight", precision, scale);
      copy(layer + ".mlp.fc1.bias", precision, scale);
      copy(layer + ".mlp.fc2.weight", precision, 1 / scale);
      copy(layer + ".mlp.fc2.bias", precision, 1);
    }
  }

  private void both(String name, Precision type) {
    copy(name + ".weight", type, 1);
    copy(name + ".bias", type, 1);
  }

  private void copy(String name, Precision type, float scale) {
    StoredTensor tensor = stored.get(name);
    add(name, type, tensor.shape(), chunks -> elements(tensor, scale, chunks));
  }

  private void stack(String attention, String part) {
    List<StoredTensor> parts = new ArrayList<>();
    for (String projection : List.of("q_proj", "k_proj", "v_proj")) {
      parts.add(stored.get(attention + projection + part));
    }
    int[] shape = parts.get(0).shape().clone();
    shape[0] *= parts.size();
    add(
        attention + "qkv_proj" + part,
        precision,
        shape,
        chunks -> {
          for (StoredTensor tensor : parts) {
            elements(tensor, 1, chunks);
          }
        });
  }

  private static void elements(StoredTensor tensor, float scale, ProgramTensor.Chunks chunks)
      throws java.io.IOException {
    int total = tensor.elements();
    float[] buffer = new float[Math.min(CHUNK, total)];
    for (int start = 0; start < total; start += CHUNK) {
      int count = Math.min(CHUNK, total - start);
      tensor.read(start, count, buffer);
      for (int i = 0; i < count; i++) {
        buffer[i] *= scale;
      }
      chunks.accept(buffer, count);
    }
  }

  /** From filter × channel × row × column to filter × (row, column, channel). */
  private void patchEmbedding(String name) {
    StoredTensor tensor = stored.get(name);
    int filters = tensor.shape()[0];
    int channels = tensor.shape()[1];
    int pixels = tensor.shape()[2] * tensor.shape()[3];
    int size = channels * pixels;
    add(
        name,
        precision,
        new int[] {filters, size},
        chunks -> {
          float[] filter = new float[size];
          float[] reordered = new float[size];
          for (int f = 0; f < filters; f++) {
            tensor.read(f * size, size, filter);
            for (int c = 0; c < channels; c++) {
              for (int p = 0; p < pixels; p++) {
                reordered[p * channels + c] = filter[c * pixels + p];
              }
            }
            chunks.accept(reordered, size);
          }
        });
  }

  private void constant(String name, float[] values) {
    add(
        name,
        Precision.FLOAT32,
        new int[] {values.length},
        chunks -> chunks.accept(values, values.length));
  }

  private void add(String name, Precision type, int[] shape, ProgramTensor.Values values) {
    laidOut.add(new ProgramTensor(name, type, shape, values));
  }
}
