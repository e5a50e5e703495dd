package io.clipstreams.benchmarks.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.checkpoint.ClipConfig.TowerConfig;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The peer: the image tower as one writes it with DJL's operations, each called from Java, in
 * float32.
 */
final class DjlOperationsTower implements AutoCloseable {

  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final Map<String, NDArray> weights = new HashMap<>();
  private final CheckpointFolder checkpoint;

  DjlOperationsTower(CheckpointFolder checkpoint) {
    this.checkpoint = checkpoint;
    checkpoint
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith("vision_model") || name.startsWith("visual")) {
                long[] shape = java.util.Arrays.stream(tensor.shape()).asLongStream().toArray();
                weights.put(name, manager.create(tensor.toFloats(), new Shape(shape)));
              }
            });
  }

  float[] encodeImages(List<Pixels> images) {
    try (NDManager batch = manager.newSubManager()) {
      return unit(tower(patches(batch, images))).toFloatArray();
    }
  }

  private NDArray patches(NDManager batch, List<Pixels> images) {
    int edge = checkpoint.config().vision().imageSize();
    int patch = checkpoint.config().vision().patchSize();
    int grid = edge / patch;
    ByteBuffer bytes = ByteBuffer.allocateDirect(images.size() * edge * edge * 3);
    images.forEach(image -> bytes.put(image.rgb()));
    NDArray pixels =
        batch
            .create(bytes.flip(), new Shape(images.size(), edge, edge, 3), DataType.UINT8)
            .toType(DataType.FLOAT32, false);
    NDArray scaled =
        pixels
            .mul(batch.create(checkpoint.preprocessing().scale()))
            .add(batch.create(checkpoint.preprocessing().shift()));
    return scaled
        .reshape(images.size(), grid, patch, grid, patch, 3)
        .transpose(0, 1, 3, 5, 2, 4)
        .reshape(images.size(), grid * grid, 3L * patch * patch);
  }

  private NDArray tower(NDArray patches) {
    TowerConfig config = checkpoint.config().vision().tower();
    String embeddings = "vision_model.embeddings.";
    NDManager batch = patches.getManager();
    NDArray filters = of(batch, embeddings + "patch_embedding.weight", config.hiddenSize(), -1);
    NDArray x = Linear.linear(patches, filters).singletonOrThrow();
    long count = x.getShape().get(0);
    NDArray classEmbedding =
        of(batch, embeddings + "class_embedding", 1, 1, config.hiddenSize())
            .broadcast(new Shape(count, 1, config.hiddenSize()));
    x = classEmbedding.concat(x, 1).add(weights.get(embeddings + "position_embedding.weight"));
    x = norm(x, "vision_model.pre_layrnorm", config);
    for (int i = 0; i < config.numHiddenLayers(); i++) {
      x = layer(x, "vision_model.encoder.layers." + i, config);
    }
    NDArray pooled = norm(x.get(":, 0"), "vision_model.post_layernorm", config);
    return Linear.linear(pooled, weights.get("visual_projection.weight")).singletonOrThrow();
  }

  /** A weight in another shape. Results live as long as what they are made of: with the batch. */
  private NDArray of(NDManager batch, String name, long... shape) {
    NDArray weight = weights.get(name).reshape(shape);
    weight.attach(batch);
    return weight;
  }

  private NDArray layer(NDArray x, String name, TowerConfig config) {
    NDArray attention = attention(norm(x, name + ".layer_norm1", config), name, config);
    NDArray sum = x.add(linear(attention, name + ".self_attn.out_proj"));
    NDArray h = linear(norm(sum, name + ".layer_norm2", config), name + ".mlp.fc1");
    h = h.mul(Activation.sigmoid(h.mul(1.702f)));
    return sum.add(linear(h, name + ".mlp.fc2"));
  }

  private NDArray attention(NDArray x, String name, TowerConfig config) {
    int heads = config.numAttentionHeads();
    int size = config.hiddenSize() / heads;
    NDArray q = heads(linear(x, name + ".self_attn.q_proj"), heads, size);
    NDArray k = heads(linear(x, name + ".self_attn.k_proj"), heads, size);
    NDArray v = heads(linear(x, name + ".self_attn.v_proj"), heads, size);
    NDArray weight =
        q.matMul(k.transpose(0, 1, 3, 2)).mul((float) (1 / Math.sqrt(size))).softmax(-1);
    return weight.matMul(v).transpose(0, 2, 1, 3).reshape(x.getShape());
  }

  private static NDArray heads(NDArray x, int heads, int size) {
    return x.reshape(x.getShape().get(0), x.getShape().get(1), heads, size).transpose(0, 2, 1, 3);
  }

  private NDArray linear(NDArray x, String name) {
    return Linear.linear(x, weights.get(name + ".weight"), weights.get(name + ".bias"))
        .singletonOrThrow();
  }

  private NDArray norm(NDArray x, String name, TowerConfig config) {
    NDList normed =
        LayerNorm.layerNorm(
            x,
            new Shape(config.hiddenSize()),
            weights.get(name + ".weight"),
            weights.get(name + ".bias"),
            (float) config.layerNormEps());
    return normed.singletonOrThrow();
  }

  private static NDArray unit(NDArray x) {
    return x.div(x.norm(new int[] {-1}, true));
  }

  @Override
  public void close() {
    manager.close();
  }
}
