package io.clipstreams.cli.evaluate;

import io.clipstreams.cli.embeddings.Failure;
import io.clipstreams.cli.embeddings.ImageBytes;
import io.clipstreams.cli.report.Figure;
import io.clipstreams.cli.report.Figures;
import io.clipstreams.cli.report.Html;
import io.clipstreams.cli.report.HtmlPage;
import io.clipstreams.cli.report.HtmlTable;
import io.clipstreams.cli.report.Plots;
import io.clipstreams.cli.report.Thumbnails;
import io.clipstreams.model.ImageRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results as a page, with plots and the pictures of mistakes. */
final class EvaluationReport {

  /** More bars or cells than these cannot be told apart. */
  private static final int MOST_PLOTTED = 40;

  private static final int MOST_FAILURES = 100;

  private final Results results;
  private final ImageBytes bytes;
  private final int mistakes;
  private final Thumbnails thumbnails = new Thumbnails();

  /**
   * @param bytes reads the pictures of mistakes once more
   * @param mistakes how many are shown of each ontology
   */
  EvaluationReport(Results results, ImageBytes bytes, int mistakes) {
    this.results = results;
    this.bytes = bytes;
    this.mistakes = mistakes;
  }

  void write(Path file) throws IOException {
    HtmlPage page = new HtmlPage("Evaluation of " + results.dataset().from());
    page.paragraph(
        Figures.format(
            "%,d images of %,d classes, judged by model %s in %s.",
            results.images(),
            results.dataset().classes().size(),
            results.model(),
            results.precision()));
    if (results.evaluations().size() > 1) {
      addComparison(page);
    }
    results.evaluations().forEach(evaluation -> add(page, evaluation));
    addFailures(page);
    page.write(file);
  }

  private void addComparison(HtmlPage page) {
    HtmlTable table =
        new HtmlTable(
            "All ontologies on the same images",
            List.of("Ontology", "Accuracy", "95 % interval", "Top-5", "Macro F1"));
    Map<String, List<Double>> bars = new LinkedHashMap<>();
    bars.put(
        "accuracy", results.evaluations().stream().map(e -> 100 * e.accuracy().share()).toList());
    bars.put("top-5", results.evaluations().stream().map(e -> 100 * e.top5().share()).toList());
    for (Evaluation evaluation : results.evaluations()) {
      table.row(
          Html.text(evaluation.ontology().name()),
          Html.share(evaluation.accuracy().share()),
          Html.text(EvaluationText.interval(evaluation.accuracy())),
          Html.share(evaluation.top5().share()),
          Html.number("%.3f", evaluation.macroF1()));
    }
    HtmlTable tests =
        new HtmlTable(
            "Each with each other by McNemar's exact test, two-sided",
            List.of(
                "Ontologies",
                "Only the first is right",
                "Only the second",
                "p",
                "p, corrected by Holm's method",
                "At 5 %"));
    for (Comparison one : results.comparisons()) {
      tests.row(
          Html.text(one.first() + " against " + one.second()),
          Html.number("%,d", one.onlyFirst()),
          Html.number("%,d", one.onlySecond()),
          Html.number("%.3g", one.p()),
          Html.number("%.3g", one.adjusted()),
          Html.text(one.verdict()));
    }
    page.heading("Ontologies compared")
        .table(table)
        .plot(
            Plots.bars(
                "Accuracy and top-5 of each ontology",
                "% of images",
                results.evaluations().stream().map(e -> e.ontology().name()).toList(),
                bars))
        .table(tests);
  }

  private void add(HtmlPage page, Evaluation evaluation) {
    Proportion accuracy = evaluation.accuracy();
    page.heading(evaluation.ontology().name())
        .paragraph(
            Html.of(
                List.of(
                    Html.strong("Accuracy " + Figures.percent(accuracy.share())),
                    Html.text(
                        Figures.format(
                            " (%,d of %,d; 95 %% interval %s), top-5 %s, macro F1 %s.",
                            accuracy.count(),
                            accuracy.of(),
                            EvaluationText.interval(accuracy),
                            Figures.percent(evaluation.top5().share()),
                            Figures.format("%.3f", evaluation.macroF1()))))));
    if (!evaluation.ontology().labelsWithoutImages().isEmpty()) {
      page.paragraph(
          "Labels without images: "
              + String.join(", ", evaluation.ontology().labelsWithoutImages()));
    }
    addClasses(page, evaluation);
    addConfusion(page, evaluation.confusion());
    addMistakes(page, evaluation);
  }

  private void addClasses(HtmlPage page, Evaluation evaluation) {
    List<ClassResult> perClass = evaluation.perClass();
    HtmlTable table =
        new HtmlTable(
            "Every class, and every label that an image was taken for",
            List.of("Class", "Images", "Share", "Predicted", "Precision", "Recall", "F1"));
    for (ClassResult one : perClass) {
      table.row(
          Html.text(one.label()),
          Html.number("%,d", one.images()),
          Html.share((double) one.images() / results.images()),
          Html.number("%,d", one.predicted()),
          share(one.precision()),
          share(one.recall()),
          Html.number("%.3f", one.f1()));
    }
    List<ClassResult> plotted =
        perClass.stream()
            .sorted(
                (a, b) -> Integer.compare(b.images() + b.predicted(), a.images() + a.predicted()))
            .limit(MOST_PLOTTED)
            .sorted((a, b) -> a.label().compareTo(b.label()))
            .toList();
    Map<String, List<Integer>> bars = new LinkedHashMap<>();
    bars.put("are of the class", plotted.stream().map(ClassResult::images).toList());
    bars.put("are taken for it", plotted.stream().map(ClassResult::predicted).toList());
    page.subheading("Classes").table(table);
    if (plotted.size() < perClass.size()) {
      page.paragraph(
          Figures.format(
              "The plot shows the %d largest of %,d classes.", plotted.size(), perClass.size()));
    }
    page.plot(
        Plots.bars(
            "Distribution of the classes, and of the answers",
            "images",
            plotted.stream().map(ClassResult::label).toList(),
            bars));
  }

  private static Html share(Double share) {
    return share == null ? Html.faint("–") : Html.share(share);
  }

  private void addConfusion(HtmlPage page, Confusion confusion) {
    List<String> all = confusion.labels();
    List<String> shown = all.size() <= MOST_PLOTTED ? all : confusion.mostConfused(MOST_PLOTTED);
    int[][] values = new int[shown.size()][shown.size()];
    for (int row = 0; row < shown.size(); row++) {
      for (int column = 0; column < shown.size(); column++) {
        values[row][column] = confusion.at(shown.get(row), shown.get(column));
      }
    }
    page.subheading("Confusion");
    if (shown.size() < all.size()) {
      page.paragraph(
          Figures.format(
              "The plot shows those %d of %,d labels that are confused most often; the table below"
                  + " all that occurs.",
              shown.size(), all.size()));
    }
    page.plot(
        Plots.heatMap(
            "How many images of each class were taken for which label",
            "taken for",
            "class",
            shown,
            shown,
            values));
    HtmlTable table =
        new HtmlTable("The fullest cells first", List.of("Class", "Taken for", "Images"));
    confusion
        .mistakes()
        .forEach(
            cell ->
                table.row(
                    Html.text(cell.truth()),
                    Html.text(cell.predicted()),
                    Html.number("%,d", cell.images())));
    page.details("What is taken for what", table);
  }

  private void addMistakes(HtmlPage page, Evaluation evaluation) {
    List<Prediction> worst = evaluation.mistakes(mistakes);
    page.subheading("Worst mistakes");
    if (worst.isEmpty()) {
      page.paragraph("There are none.");
      return;
    }
    page.paragraph("The wrong answers with the highest scores.")
        .gallery(worst.stream().map(this::figure).toList());
  }

  private Figure figure(Prediction one) {
    Html caption =
        Html.of(
            List.of(
                Html.strong(Figures.format("%s %.3f", Confusion.answer(one), one.score())),
                Html.text(
                    one.truthScore() == null
                        ? ", but it is %s. ".formatted(one.truth())
                        : Figures.format(
                            ", but it is %s (%.3f, place %d). ",
                            one.truth(), one.truthScore(), one.place())),
                Html.faint(one.image())));
    try {
      return new Figure(Optional.of(thumbnails.of(bytes.read(one.image()))), one.truth(), caption);
    } catch (IOException | ImageRefusedException e) {
      return new Figure(Optional.empty(), "cannot be shown: " + e.getMessage(), caption);
    }
  }

  private void addFailures(HtmlPage page) {
    if (results.failures().isEmpty()) {
      return;
    }
    HtmlTable table =
        new HtmlTable(
            Figures.format(
                "%,d images, of which at most %d are listed",
                results.failures().size(), MOST_FAILURES),
            List.of("Image", "Reason"));
    for (Failure failure :
        results.failures().subList(0, Math.min(MOST_FAILURES, results.failures().size()))) {
      table.row(Html.text(failure.location()), Html.text(failure.reason()));
    }
    page.heading("Images that could not be used").table(table);
  }
}
