package io.clipstreams.cli.demo;

import io.clipstreams.schemas.LabelSetResult;
import java.util.List;

/**
 * One classification as {@code demo --output json} prints it.
 *
 * @param image the image's id
 * @param expected the right label in this version of the set; null where it has none
 * @param labels the best three, best first
 */
record DemoAnswer(
    String image, String expected, String labelSet, long version, List<Label> labels) {

  private static final int BEST = 3;

  DemoAnswer {
    labels = List.copyOf(labels);
  }

  static DemoAnswer of(String image, String expected, LabelSetResult result) {
    return new DemoAnswer(
        image,
        expected,
        result.getLabelSet(),
        result.getVersion(),
        result.getLabels().stream()
            .limit(BEST)
            .map(label -> new Label(label.getName(), label.getScore(), label.getSimilarity()))
            .toList());
  }

  /** Whether there is a right label at all. */
  boolean judgeable() {
    return expected != null;
  }

  boolean right() {
    return judgeable() && !labels.isEmpty() && labels.get(0).label().equals(expected);
  }

  record Label(String label, float score, float similarity) {}
}
