package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.Style;
import io.clipstreams.cli.report.Figure;
import io.clipstreams.cli.report.HtmlPage;
import io.clipstreams.cli.search.Near;
import io.clipstreams.cli.search.SearchAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code search} answers.
 *
 * @param model fingerprint of the checkpoint
 * @param query what was looked for
 * @param images how many pictures were compared
 * @param results best first
 * @param complete whether all instances have answered; null where none was asked
 * @param instances what became of each instance's part; null where none was asked
 */
record Found(
    String model,
    Item query,
    long images,
    List<Near> results,
    Boolean complete,
    List<SearchAnswer.Part> instances) {

  Found {
    results = List.copyOf(results);
  }

  /** What an application's instances have answered. */
  static Found by(SearchAnswer answer, Item query) {
    return new Found(
        answer.model(),
        query,
        answer.images(),
        answer.results(),
        answer.complete(),
        answer.instances());
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    int rank = 0;
    for (Near near : results) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%3d  %.4f  %s",
              ++rank,
              near.similarity(),
              Style.printable(near.image())));
    }
    return lines;
  }

  /** With thumbnails. */
  HtmlPage page(Pictures pictures) {
    HtmlPage page = new HtmlPage("Search: " + query.shown());
    page.paragraph(
        "%,d pictures were compared. The best %d, each with the cosine of its embedding with the query's."
            .formatted(images, results.size()));
    if (query.hasPicture()) {
      page.gallery(List.of(pictures.figure(query.image(), "the query")));
    }
    page.heading("Results");
    List<Figure> figures = new ArrayList<>();
    int rank = 0;
    for (Near near : results) {
      figures.add(
          pictures.figure(
              near.image(), String.format(Locale.ROOT, "%d. %.4f", ++rank, near.similarity())));
    }
    return page.gallery(figures);
  }
}
