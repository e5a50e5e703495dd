package io.clipstreams.model;

/**
 * How well one way of calculating agrees with another on the same images and labels.
 *
 * @param lowestCosine of an image's two embeddings
 * @param logitsWithinHalf share of logits that differ by at most 0.5
 * @param sameTop1 share of images with the same best label
 */
public record Agreement(double lowestCosine, double logitsWithinHalf, double sameTop1) {

  /**
   * Compares embeddings.
   *
   * @param texts the labels', the same for both
   */
  public static Agreement of(
      float[][] images, float[][] others, float[][] texts, float[][] otherTexts, float scale) {
    double lowest = 1;
    int within = 0;
    int same = 0;
    for (int i = 0; i < images.length; i++) {
      lowest = Math.min(lowest, Embeddings.dot(images[i], others[i]));
      int best = 0;
      int otherBest = 0;
      float[] logits = new float[texts.length];
      float[] otherLogits = new float[texts.length];
      for (int t = 0; t < texts.length; t++) {
        logits[t] = scale * Embeddings.dot(images[i], texts[t]);
        otherLogits[t] = scale * Embeddings.dot(others[i], otherTexts[t]);
        within += Math.abs(logits[t] - otherLogits[t]) <= 0.5 ? 1 : 0;
        best = logits[t] > logits[best] ? t : best;
        otherBest = otherLogits[t] > otherLogits[otherBest] ? t : otherBest;
      }
      same += best == otherBest ? 1 : 0;
    }
    return new Agreement(
        lowest, (double) within / (images.length * texts.length), (double) same / images.length);
  }
}
