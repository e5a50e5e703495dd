package io.clipstreams.model;

import io.clipstreams.model.checkpoint.Activation;
import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.checkpoint.ClipConfig.TowerConfig;
import io.clipstreams.model.checkpoint.StoredTensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * CLIP in plain double arithmetic, for one input at a time: slow, and written without regard to the
 * program that it checks. States are arrays of position × feature.
 */
final class ReferenceClip {

  private final CheckpointFolder checkpoint;
  private final Map<String, StoredTensor> tensors;

  ReferenceClip(CheckpointFolder checkpoint) {
    this.checkpoint = checkpoint;
    this.tensors = checkpoint.tensors();
  }

  float[] encodeImage(Pixels pixels) {
    var vision = checkpoint.config().vision();
    int patch = vision.patchSize();
    int grid = vision.imageSize() / patch;
    int width = vision.tower().hiddenSize();
    float[] filters = weights("vision_model.embeddings.patch_embedding.weight");
    float[] position = weights("vision_model.embeddings.position_embedding.weight");
    float[] classEmbedding = weights("vision_model.embeddings.class_embedding");
    double[][] x = new double[grid * grid + 1][width];
    for (int f = 0; f < width; f++) {
      x[0][f] = classEmbedding[f] + position[f];
      for (int p = 0; p < grid * grid; p++) {
        double sum = position[(p + 1) * width + f];
        for (int c = 0; c < 3; c++) {
          for (int row = 0; row < patch; row++) {
            for (int column = 0; column < patch; column++) {
              int y = p / grid * patch + row;
              int at = (y * pixels.width() + p % grid * patch + column) * 3 + c;
              double value =
                  (pixels.rgb()[at] & 0xff) * (double) checkpoint.preprocessing().scale()[c]
                      + checkpoint.preprocessing().shift()[c];
              sum += value * filters[((f * 3 + c) * patch + row) * patch + column];
            }
          }
        }
        x[p + 1][f] = sum;
      }
    }
    x = norm(x, "vision_model.pre_layrnorm", vision.tower());
    x = encoder(x, "vision_model", vision.tower(), false);
    double[][] pooled = norm(new double[][] {x[0]}, "vision_model.post_layernorm", vision.tower());
    return unit(linear(pooled, "visual_projection", false)[0]);
  }

  float[] encodeText(long[] ids, int end) {
    TowerConfig tower = checkpoint.config().text().tower();
    int width = tower.hiddenSize();
    float[] token = weights("text_model.embeddings.token_embedding.weight");
    float[] position = weights("text_model.embeddings.position_embedding.weight");
    double[][] x = new double[ids.length][width];
    for (int i = 0; i < ids.length; i++) {
      for (int f = 0; f < width; f++) {
        x[i][f] = token[(int) ids[i] * width + f] + position[i * width + f];
      }
    }
    x = encoder(x, "text_model", tower, true);
    double[][] pooled = norm(new double[][] {x[end]}, "text_model.final_layer_norm", tower);
    return unit(linear(pooled, "text_projection", false)[0]);
  }

  private double[][] encoder(double[][] x, String model, TowerConfig tower, boolean causal) {
    for (int i = 0; i < tower.numHiddenLayers(); i++) {
      String layer = model + ".encoder.layers." + i;
      double[][] h = norm(x, layer + ".layer_norm1", tower);
      h = attention(h, layer + ".self_attn.", tower.numAttentionHeads(), causal);
      x = sum(x, linear(h, layer + ".self_attn.out_proj", true));
      h = linear(norm(x, layer + ".layer_norm2", tower), layer + ".mlp.fc1", true);
      for (double[] row : h) {
        Arrays.setAll(row, activation(tower.activation(), row.clone()));
      }
      x = sum(x, linear(h, layer + ".mlp.fc2", true));
    }
    return x;
  }

  private double[][] attention(double[][] x, String name, int heads, boolean causal) {
    double[][] q = linear(x, name + "q_proj", true);
    double[][] k = linear(x, name + "k_proj", true);
    double[][] v = linear(x, name + "v_proj", true);
    int size = x[0].length / heads;
    double[][] out = new double[x.length][x[0].length];
    for (int head = 0; head < heads; head++) {
      for (int i = 0; i < x.length; i++) {
        int seen = causal ? i + 1 : x.length;
        double[] weight = new double[seen];
        double total = 0;
        for (int j = 0; j < seen; j++) {
          double dot = 0;
          for (int f = head * size; f < (head + 1) * size; f++) {
            dot += q[i][f] * k[j][f];
          }
          weight[j] = Math.exp(dot / Math.sqrt(size));
          total += weight[j];
        }
        for (int j = 0; j < seen; j++) {
          for (int f = head * size; f < (head + 1) * size; f++) {
            out[i][f] += weight[j] / total * v[j][f];
          }
        }
      }
    }
    return out;
  }

  private static IntToDoubleFunction activation(Activation activation, double[] x) {
    return switch (activation) {
      case QUICK_GELU -> i -> x[i] / (1 + Math.exp(-1.702 * x[i]));
      case GELU -> i -> x[i] * normalCdf(x[i]);
      case GELU_TANH ->
          i ->
              x[i]
                  / 2
                  * (1
                      + Math.tanh(Math.sqrt(2 / Math.PI) * (x[i] + 0.044715 * x[i] * x[i] * x[i])));
    };
  }

  /** By its Taylor series around 0, which converges everywhere. */
  private static double normalCdf(double x) {
    if (Math.abs(x) > 8) {
      return x > 0 ? 1 : 0;
    }
    double term = x;
    double sum = x;
    for (int n = 3; Math.abs(term) > 1e-18; n += 2) {
      term *= x * x / n;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  private double[][] norm(double[][] x, String name, TowerConfig tower) {
    float[] weight = weights(name + ".weight");
    float[] bias = weights(name + ".bias");
    double[][] out = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      double mean = Arrays.stream(x[i]).average().orElseThrow();
      double variance =
          Arrays.stream(x[i]).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      double[] row = x[i];
      out[i] = new double[row.length];
      Arrays.setAll(
          out[i],
          f -> (row[f] - mean) / Math.sqrt(variance + tower.layerNormEps()) * weight[f] + bias[f]);
    }
    return out;
  }

  private double[][] linear(double[][] x, String name, boolean hasBias) {
    float[] weight = weights(name + ".weight");
    int inputs = x[0].length;
    int outputs = weight.length / inputs;
    float[] bias = hasBias ? weights(name + ".bias") : new float[outputs];
    double[][] out = new double[x.length][outputs];
    for (int i = 0; i < x.length; i++) {
      for (int o = 0; o < outputs; o++) {
        double sum = bias[o];
        for (int f = 0; f < inputs; f++) {
          sum += x[i][f] * weight[o * inputs + f];
        }
        out[i][o] = sum;
      }
    }
    return out;
  }

  private static double[][] sum(double[][] a, double[][] b) {
    double[][] sum = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int f = 0; f < a[i].length; f++) {
        sum[i][f] = a[i][f] + b[i][f];
      }
    }
    return sum;
  }

  private static float[] unit(double[] x) {
    double length = Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
    float[] unit = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      unit[i] = (float) (x[i] / length);
    }
    return unit;
  }

  private float[] weights(String name) {
    return tensors.get(name).toFloats();
  }
}
