package io.clipstreams.cli.evaluate;

import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.ScoredLabel;
import java.util.List;
import java.util.Objects;

/**
 * What a label set says of an image.
 *
 * @param image where it was read
 * @param truth its class
 * @param predicted the answer; null when no label reaches its threshold
 * @param score of the answer; 0 when there is none
 * @param truthScore of the right label; null when it is not among the labels that were given
 * @param place of the right label among them, from 1; 0 when it is not among them
 */
record Prediction(
    String image, String truth, String predicted, float score, Float truthScore, int place) {

  Prediction {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(truth, "truth");
  }

  static Prediction of(String image, String truth, LabelSetResult result) {
    List<ScoredLabel> labels = result.getLabels();
    ScoredLabel best = labels.isEmpty() ? null : labels.get(0);
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).getName().equals(truth)) {
        return new Prediction(
            image, truth, best.getName(), best.getScore(), labels.get(i).getScore(), i + 1);
      }
    }
    return best == null
        ? new Prediction(image, truth, null, 0, null, 0)
        : new Prediction(image, truth, best.getName(), best.getScore(), null, 0);
  }

  boolean right() {
    return place == 1;
  }

  boolean rightWithin(int places) {
    return place >= 1 && place <= places;
  }
}
