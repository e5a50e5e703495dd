package io.clipstreams.topology.labels.scoring;

import java.util.List;

/**
 * Products become scores from 0 to 1.
 *
 * <p>Softmax gives the probabilities of CLIP's reference, {@code logits_per_image.softmax(dim=1)}.
 * Independently, a probe's score is the sigmoid of its logit, as logistic regression has it; a
 * prompt's is its cosine similarity, since CLIP's {@code logit_scale} has no meaning for one label
 * alone: a sigmoid of it would be 1 for nearly every label.
 */
enum Scores {
  SOFTMAX {
    @Override
    float[] of(float[] products, List<Candidate> candidates, float temperature) {
      double[] logits = new double[products.length];
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < products.length; i++) {
        logits[i] = candidates.get(i).logit(products[i]) / temperature;
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
  },
  INDEPENDENT {
    @Override
    float[] of(float[] products, List<Candidate> candidates, float temperature) {
      float[] scores = new float[products.length];
      for (int i = 0; i < scores.length; i++) {
        Candidate candidate = candidates.get(i);
        scores[i] =
            candidate.probe()
                ? (float) (1 / (1 + Math.exp(-candidate.logit(products[i]) / temperature)))
                : Math.min(1, Math.max(0, products[i]));
      }
      return scores;
    }
  };

  abstract float[] of(float[] products, List<Candidate> candidates, float temperature);
}
