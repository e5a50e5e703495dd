package io.clipstreams.cli.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many images of each class were taken for which label: only cells that are not empty.
 *
 * @param cells by class, then by label; images without an answer are under {@link #NO_ANSWER}
 */
record Confusion(Map<String, Map<String, Integer>> cells) {

  /** Where no label reaches its threshold. */
  static final String NO_ANSWER = "(no answer)";

  /** One cell. */
  record Cell(String truth, String predicted, int images) {}

  static Confusion of(List<Prediction> predictions) {
    Map<String, Map<String, Integer>> cells = new TreeMap<>();
    for (Prediction prediction : predictions) {
      cells
          .computeIfAbsent(prediction.truth(), truth -> new TreeMap<>())
          .merge(answer(prediction), 1, Integer::sum);
    }
    return new Confusion(cells);
  }

  static String answer(Prediction prediction) {
    return prediction.predicted() == null ? NO_ANSWER : prediction.predicted();
  }

  int at(String truth, String predicted) {
    return cells.getOrDefault(truth, Map.of()).getOrDefault(predicted, 0);
  }

  /** All labels that occur on either side, by name. */
  List<String> labels() {
    TreeSet<String> labels = new TreeSet<>(cells.keySet());
    cells.values().forEach(row -> labels.addAll(row.keySet()));
    return List.copyOf(labels);
  }

  /** All cells, by class, then by label. */
  List<Cell> all() {
    return cells.entrySet().stream()
        .flatMap(
            row ->
                row.getValue().entrySet().stream()
                    .map(cell -> new Cell(row.getKey(), cell.getKey(), cell.getValue())))
        .toList();
  }

  /** The labels of the fullest cells beside the diagonal, by name; at most so many. */
  List<String> mostConfused(int most) {
    TreeSet<String> labels = new TreeSet<>();
    for (Cell cell : mistakes()) {
      if (labels.size() + 2 > most) {
        break;
      }
      labels.add(cell.truth());
      labels.add(cell.predicted());
    }
    return List.copyOf(labels);
  }

  /** The cells beside the diagonal, the fullest first. */
  List<Cell> mistakes() {
    return all().stream()
        .filter(cell -> !cell.truth().equals(cell.predicted()))
        .sorted(Comparator.comparingInt(Cell::images).reversed())
        .toList();
  }
}
