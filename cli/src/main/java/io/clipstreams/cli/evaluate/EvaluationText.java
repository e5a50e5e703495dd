package io.clipstreams.cli.evaluate;

import io.clipstreams.cli.common.Style;
import io.clipstreams.cli.common.TextTable;
import io.clipstreams.cli.report.Figures;
import java.util.ArrayList;
import java.util.List;

/** Results for people at a terminal. */
final class EvaluationText {

  /** A wider matrix does not fit; its fullest cells are told instead. */
  private static final int MOST_COLUMNS = 20;

  private static final int MOST_CONFUSED = 10;
  private static final String NOTHING = "–";

  private final Results results;
  private final int mistakes;
  private final List<String> lines = new ArrayList<>();

  EvaluationText(Results results, int mistakes) {
    this.results = results;
    this.mistakes = mistakes;
  }

  List<String> lines() {
    lines.add(
        Figures.format(
            "%,d images of %,d classes%s; model %.12s, %s; %,d embeddings from the cache",
            results.images(),
            results.dataset().classes().size(),
            results.failures().isEmpty()
                ? ""
                : Figures.format(", %,d more could not be used", results.failures().size()),
            results.model(),
            results.precision(),
            results.cached()));
    if (results.evaluations().size() > 1) {
      compare();
    }
    results.evaluations().forEach(this::add);
    return lines;
  }

  private void compare() {
    TextTable table = new TextTable("ontology", "accuracy", "95 % interval", "top-5", "macro F1");
    for (Evaluation evaluation : results.evaluations()) {
      table.row(
          evaluation.ontology().name(),
          Figures.percent(evaluation.accuracy().share()),
          interval(evaluation.accuracy()),
          Figures.percent(evaluation.top5().share()),
          Figures.format("%.3f", evaluation.macroF1()));
    }
    add("", table);
    lines.add("");
    lines.add("On the same images, by McNemar's exact test (p corrected by Holm's method):");
    for (Comparison one : results.comparisons()) {
      lines.add(
          Style.printable(
              Figures.format(
                  "  %s against %s: %d to %d images right alone, p = %.3g: %s",
                  one.first(),
                  one.second(),
                  one.onlyFirst(),
                  one.onlySecond(),
                  one.adjusted(),
                  one.verdict())));
    }
  }

  static String interval(Proportion proportion) {
    Proportion.Bounds bounds = proportion.interval();
    return Figures.percent(bounds.low()) + " to " + Figures.percent(bounds.high());
  }

  private void add(Evaluation evaluation) {
    Proportion accuracy = evaluation.accuracy();
    lines.add("");
    lines.add(Style.printable("== " + evaluation.ontology().name()));
    lines.add(
        Figures.format(
            "accuracy  %s  (%,d of %,d; 95 %% interval %s)",
            Figures.percent(accuracy.share()),
            accuracy.count(),
            accuracy.of(),
            interval(accuracy)));
    lines.add("top-5     " + Figures.percent(evaluation.top5().share()));
    lines.add(Figures.format("macro F1  %.3f", evaluation.macroF1()));
    if (!evaluation.ontology().labelsWithoutImages().isEmpty()) {
      lines.add(
          Style.printable(
              "labels without images: "
                  + String.join(", ", evaluation.ontology().labelsWithoutImages())));
    }
    add("", perClass(evaluation));
    addConfusion(evaluation.confusion());
    addMistakes(evaluation.mistakes(mistakes));
  }

  private TextTable perClass(Evaluation evaluation) {
    TextTable table =
        new TextTable("class", "images", "share", "predicted", "precision", "recall", "F1");
    for (ClassResult one : evaluation.perClass()) {
      table.row(
          one.label(),
          Figures.format("%,d", one.images()),
          Figures.percent((double) one.images() / results.images()),
          Figures.format("%,d", one.predicted()),
          percent(one.precision()),
          percent(one.recall()),
          Figures.format("%.3f", one.f1()));
    }
    return table;
  }

  private static String percent(Double share) {
    return share == null ? NOTHING : Figures.percent(share);
  }

  private void addConfusion(Confusion confusion) {
    List<String> labels = confusion.labels();
    if (labels.size() > MOST_COLUMNS) {
      TextTable table = new TextTable("class", "taken for", "images");
      confusion.mistakes().stream()
          .limit(MOST_CONFUSED)
          .forEach(
              cell ->
                  table.row(cell.truth(), cell.predicted(), Figures.format("%,d", cell.images())));
      add("Confused most often (--output json has the whole matrix):", table);
      return;
    }
    List<String> head = new ArrayList<>(List.of("class"));
    for (int i = 1; i <= labels.size(); i++) {
      head.add(String.valueOf(i));
    }
    TextTable table = new TextTable(head);
    for (int i = 0; i < labels.size(); i++) {
      List<String> row = new ArrayList<>(List.of("%2d %s".formatted(i + 1, labels.get(i))));
      for (String predicted : labels) {
        int images = confusion.at(labels.get(i), predicted);
        row.add(images == 0 ? "." : String.valueOf(images));
      }
      table.row(row);
    }
    add("Confusion matrix: rows are classes, columns what their images are taken for", table);
  }

  private void addMistakes(List<Prediction> worst) {
    if (worst.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Worst mistakes, those with the highest scores first:");
    for (Prediction one : worst) {
      lines.add(
          Style.printable(
              Figures.format(
                  "  %.3f %s, but it is %s (%s): %s",
                  one.score(),
                  Confusion.answer(one),
                  one.truth(),
                  one.truthScore() == null
                      ? "not among the labels given"
                      : Figures.format("%.3f, place %d", one.truthScore(), one.place()),
                  one.image())));
    }
  }

  private void add(String title, TextTable table) {
    lines.add("");
    if (!title.isEmpty()) {
      lines.add(title);
    }
    lines.addAll(table.lines());
  }
}
