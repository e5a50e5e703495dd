package io.clipstreams.model;

import io.clipstreams.model.Ranking.Ranked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A classifier head in plain Java: the definition of what heads on devices do, and enough for some
 * hundreds of labels.
 */
public final class HeapHead implements ClassifierHead {

  private final HeadSpec spec;
  private final List<HeadRow> rows;

  public HeapHead(HeadSpec spec) {
    this.spec = spec;
    this.rows = spec.rows();
  }

  @Override
  public List<Ranking> rank(float[][] imageEmbeds) {
    return Arrays.stream(imageEmbeds).map(this::rank).toList();
  }

  private Ranking rank(float[] imageEmbed) {
    float[] products = new float[rows.size()];
    for (int i = 0; i < products.length; i++) {
      products[i] = DotProduct.of(imageEmbed, rows.get(i).vector());
    }
    float[] scores =
        spec.scores() == HeadSpec.Scores.SOFTMAX ? softmax(products) : independent(products);
    int labels = spec.labels().size();
    int rival = highest(scores, labels, scores.length);
    return new Ranking(
        best(products, scores),
        ranked(highest(scores, 0, labels), 0, products, scores),
        rival < 0 ? null : ranked(rival, labels, products, scores));
  }

  private float[] softmax(float[] products) {
    double[] logits = new double[products.length];
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < products.length; i++) {
      logits[i] = rows.get(i).logit(products[i]) / spec.temperature();
      max = Math.max(max, logits[i]);
    }
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Math.exp(logits[i] - max);
      sum += logits[i];
    }
    float[] scores = new float[logits.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (logits[i] / sum);
    }
    return scores;
  }

  private float[] independent(float[] products) {
    float[] scores = new float[products.length];
    for (int i = 0; i < scores.length; i++) {
      HeadRow row = rows.get(i);
      scores[i] =
          row.probe()
              ? (float) (1 / (1 + Math.exp(-row.logit(products[i]) / spec.temperature())))
              : Math.min(1, Math.max(0, products[i]));
    }
    return scores;
  }

  /** The row of the highest score; -1 when there is none. */
  private static int highest(float[] scores, int from, int to) {
    int highest = -1;
    for (int i = from; i < to; i++) {
      if (highest < 0 || scores[i] > scores[highest]) {
        highest = i;
      }
    }
    return highest;
  }

  private List<Ranked> best(float[] products, float[] scores) {
    Comparator<Integer> worstFirst =
        Comparator.<Integer>comparingDouble(i -> scores[i])
            .thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> best = new PriorityQueue<>(worstFirst);
    for (int i = 0; i < spec.labels().size(); i++) {
      Float threshold = rows.get(i).threshold();
      if (threshold != null && scores[i] < threshold) {
        continue;
      }
      best.add(i);
      if (best.size() > spec.topK()) {
        best.poll();
      }
    }
    List<Integer> sorted = new ArrayList<>(best);
    sorted.sort(worstFirst.reversed());
    return sorted.stream().map(i -> ranked(i, 0, products, scores)).toList();
  }

  private static Ranked ranked(int row, int first, float[] products, float[] scores) {
    return new Ranked(row - first, products[row], scores[row]);
  }

  @Override
  public void close() {
    // Everything is on the heap.
  }
}
