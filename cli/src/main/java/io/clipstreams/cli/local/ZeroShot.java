package io.clipstreams.cli.local;

import io.clipstreams.model.ClipModel;
import io.clipstreams.topology.labels.content.Templates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * CLIP's zero-shot classifier (Radford et al., 2021, section 3.1): a label's vector is the mean of
 * the unit embeddings of its prompts, normalised again; scores are the softmax of the similarities
 * times {@code logit_scale}.
 */
final class ZeroShot {

  private final List<String> labels;
  private final float[][] vectors;
  private final float logitScale;

  /**
   * Prepares the labels' vectors.
   *
   * @param promptEmbeds for each label the unit embeddings of its prompts
   */
  ZeroShot(List<String> labels, float[][][] promptEmbeds, float logitScale) {
    this.labels = List.copyOf(labels);
    this.vectors = Arrays.stream(promptEmbeds).map(ZeroShot::unitMean).toArray(float[][]::new);
    this.logitScale = logitScale;
  }

  /**
   * Encodes the labels' prompts.
   *
   * @param templates each with {@code {}} for the label, or a preset
   */
  static ZeroShot encode(ClipModel model, List<String> labels, List<String> templates) {
    return new ZeroShot(
        labels,
        labels.stream()
            .map(label -> model.encodeTexts(Templates.fill(templates, label)))
            .toArray(float[][][]::new),
        model.logitScale());
  }

  /** All labels for one image, best first. */
  List<ScoredLabel> score(float[] imageEmbed) {
    double[] similarities = new double[vectors.length];
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < vectors.length; i++) {
      similarities[i] = dot(imageEmbed, vectors[i]);
      highest = Math.max(highest, similarities[i]);
    }
    double[] exponentials = new double[vectors.length];
    double sum = 0;
    for (int i = 0; i < vectors.length; i++) {
      exponentials[i] = Math.exp(logitScale * (similarities[i] - highest));
      sum += exponentials[i];
    }
    List<ScoredLabel> scored = new ArrayList<>(vectors.length);
    for (int i = 0; i < vectors.length; i++) {
      scored.add(
          new ScoredLabel(labels.get(i), (float) (exponentials[i] / sum), (float) similarities[i]));
    }
    scored.sort(Comparator.comparingDouble(ScoredLabel::similarity).reversed());
    return scored;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static float[] unitMean(float[][] embeds) {
    double[] sum = new double[embeds[0].length];
    for (float[] embed : embeds) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += embed[i];
      }
    }
    double norm = 0;
    for (double value : sum) {
      norm += value * value;
    }
    norm = Math.sqrt(norm);
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / norm);
    }
    return mean;
  }

  /** A label, its probability among the labels, and its cosine with the image. */
  record ScoredLabel(String label, float score, float similarity) {}
}
