package io.clipstreams.cli.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one ontology does on all images.
 *
 * @param predictions one for each image, in the order of the images; at least one
 */
record Evaluation(Ontology ontology, List<Prediction> predictions) {

  private static final int FIRST_PLACES = 5;

  Evaluation {
    predictions = List.copyOf(predictions);
  }

  Proportion accuracy() {
    return proportion(1);
  }

  /** The share of images whose class is among the first five labels. */
  Proportion top5() {
    return proportion(FIRST_PLACES);
  }

  private Proportion proportion(int places) {
    long count = predictions.stream().filter(one -> one.rightWithin(places)).count();
    return new Proportion((int) count, predictions.size());
  }

  Confusion confusion() {
    return Confusion.of(predictions);
  }

  /** Every class, and every label that some image was taken for, by name. */
  List<ClassResult> perClass() {
    Map<String, ClassResult> results = new TreeMap<>();
    for (Confusion.Cell cell : confusion().all()) {
      int right = cell.truth().equals(cell.predicted()) ? cell.images() : 0;
      add(results, new ClassResult(cell.truth(), cell.images(), 0, right));
      if (!cell.predicted().equals(Confusion.NO_ANSWER)) {
        add(results, new ClassResult(cell.predicted(), 0, cell.images(), 0));
      }
    }
    return List.copyOf(results.values());
  }

  private static void add(Map<String, ClassResult> results, ClassResult more) {
    results.merge(more.label(), more, ClassResult::and);
  }

  /** The mean of the classes' F1, each counting the same. */
  double macroF1() {
    return perClass().stream()
        .filter(one -> one.images() > 0)
        .mapToDouble(ClassResult::f1)
        .average()
        .orElseThrow();
  }

  /** The wrong answers, those with the highest scores first. */
  List<Prediction> mistakes(int most) {
    return predictions.stream()
        .filter(prediction -> !prediction.right())
        .sorted(Comparator.comparingDouble(Prediction::score).reversed())
        .limit(most)
        .toList();
  }
}
