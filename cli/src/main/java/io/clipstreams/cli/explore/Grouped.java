package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.Style;
import io.clipstreams.cli.explore.Vocabulary.Word;
import io.clipstreams.cli.explore.clusters.Clusters;
import io.clipstreams.cli.explore.clusters.Clusters.Cluster;
import io.clipstreams.cli.report.HtmlPage;
import io.clipstreams.cli.search.Near;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What {@code cluster} answers.
 *
 * @param model fingerprint of the checkpoint
 * @param images how many pictures there are
 * @param silhouette how well the clusters are told apart; null of one alone
 * @param clusters largest first
 */
record Grouped(String model, int images, Double silhouette, List<Group> clusters) {

  private static final int NAMES = 3;

  /**
   * Pictures that are alike.
   *
   * @param name the word nearest to the centre
   * @param names the nearest words
   * @param size how many pictures
   * @param images all of them, nearest to the centre first
   */
  record Group(String name, List<Word> names, int size, List<Near> images) {
    Group {
      names = List.copyOf(names);
      images = List.copyOf(images);
    }

    private String title() {
      return names.stream().map(Word::name).map(Style::printable).collect(Collectors.joining(", "));
    }
  }

  Grouped {
    clusters = List.copyOf(clusters);
  }

  static Grouped of(String model, Gallery gallery, Clusters clusters, Vocabulary vocabulary) {
    List<Group> groups = new ArrayList<>();
    for (Cluster cluster : clusters.clusters()) {
      List<Word> names = vocabulary.nearest(cluster.centre(), NAMES);
      List<Near> members = cluster.members().stream().map(gallery::near).toList();
      groups.add(new Group(names.get(0).name(), names, members.size(), members));
    }
    return new Grouped(model, gallery.size(), clusters.silhouette(), groups);
  }

  private String summary() {
    String made =
        "%,d pictures in %d cluster%s"
            .formatted(images, clusters.size(), clusters.size() == 1 ? "" : "s");
    return silhouette == null
        ? made
        : made + String.format(Locale.ROOT, ", silhouette %.3f", silhouette);
  }

  /** For people. */
  List<String> lines(int top) {
    List<String> lines = new ArrayList<>();
    lines.add(summary());
    for (Group group : clusters) {
      lines.add("");
      lines.add("%s: %,d".formatted(group.title(), group.size));
      group.images.stream()
          .limit(top)
          .forEach(
              near ->
                  lines.add(
                      String.format(
                          Locale.ROOT,
                          "  %.4f  %s",
                          near.similarity(),
                          Style.printable(near.image()))));
    }
    return lines;
  }

  /** With thumbnails. */
  HtmlPage page(Pictures pictures, int top) {
    HtmlPage page = new HtmlPage("Clusters");
    page.paragraph(
        summary()
            + ". Of each the pictures nearest to its centre, with the cosine of both; it is named by the words nearest to that centre.");
    for (Group group : clusters) {
      page.heading("%s: %,d".formatted(group.title(), group.size));
      page.gallery(
          group.images.stream()
              .limit(top)
              .map(
                  near ->
                      pictures.figure(
                          near.image(), String.format(Locale.ROOT, "%.4f", near.similarity())))
              .toList());
    }
    return page;
  }
}
