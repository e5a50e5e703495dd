package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.Style;
import io.clipstreams.cli.report.Figure;
import io.clipstreams.cli.report.HtmlPage;
import io.clipstreams.cli.search.Near;
import io.clipstreams.model.search.Outliers.Outlier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code unique} answers.
 *
 * @param model fingerprint of the checkpoint
 * @param images how many pictures were compared
 * @param neighbours of how many nearest the mean distance is taken
 * @param results most unlike first
 */
record Unlike(String model, int images, int neighbours, List<Loner> results) {

  /** Neighbours of a picture in the report. */
  private static final int MOST_SHOWN = 4;

  /**
   * A picture that is unlike the others.
   *
   * @param image its id in the stream, or the path of its file
   * @param uri where the stream read it; null for files
   * @param distance mean cosine distance to its nearest
   * @param nearest those, nearest first
   */
  record Loner(String image, String uri, float distance, List<Near> nearest) {
    Loner {
      nearest = List.copyOf(nearest);
    }
  }

  Unlike {
    results = List.copyOf(results);
  }

  static Unlike of(String model, Gallery gallery, int neighbours, List<Outlier> outliers) {
    return new Unlike(
        model,
        gallery.size(),
        Math.min(neighbours, gallery.size() - 1),
        outliers.stream().map(one -> loner(gallery, one)).toList());
  }

  private static Loner loner(Gallery gallery, Outlier one) {
    Picture picture = gallery.pictures().get(one.row());
    return new Loner(
        picture.image(),
        picture.uri(),
        one.distance(),
        one.neighbours().stream().map(gallery::near).toList());
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    int rank = 0;
    for (Loner loner : results) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%3d  %.4f  %s  (nearest: %s)",
              ++rank,
              loner.distance,
              Style.printable(loner.image),
              Style.printable(loner.nearest.get(0).image())));
    }
    return lines;
  }

  /** With thumbnails. */
  HtmlPage page(Pictures pictures) {
    HtmlPage page = new HtmlPage("Unlike all others");
    page.paragraph(
        "%,d pictures were compared. Those whose %s is largest, each followed by its nearest."
            .formatted(
                images,
                neighbours == 1
                    ? "cosine distance to the nearest other"
                    : "mean cosine distance to the %d nearest others".formatted(neighbours)));
    int rank = 0;
    for (Loner loner : results) {
      String remark = String.format(Locale.ROOT, "%d. %.4f", ++rank, loner.distance);
      List<Figure> figures = new ArrayList<>();
      figures.add(pictures.figure(loner.image, remark));
      loner.nearest.stream()
          .limit(MOST_SHOWN)
          .forEach(
              near ->
                  figures.add(
                      pictures.figure(
                          near.image(),
                          String.format(Locale.ROOT, "similarity %.4f", near.similarity()))));
      page.gallery(figures);
    }
    return page;
  }
}
