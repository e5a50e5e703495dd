package io.clipstreams.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * One page that holds all it shows: it opens from disk, asks nothing of any network, runs no
 * script, and follows the reader's choice of light or dark. Put together by one thread.
 */
public final class HtmlPage {

  private final String title;
  private final List<Html> body = new ArrayList<>();

  public HtmlPage(String title) {
    this.title = title;
  }

  /** A heading of a part. */
  public HtmlPage heading(String text) {
    return add("<h2>" + Html.escaped(text) + "</h2>");
  }

  /** A heading within a part. */
  public HtmlPage subheading(String text) {
    return add("<h3>" + Html.escaped(text) + "</h3>");
  }

  /** A paragraph. */
  public HtmlPage paragraph(Html text) {
    return add("<p>" + text.markup() + "</p>");
  }

  /** A paragraph. */
  public HtmlPage paragraph(String text) {
    return paragraph(Html.text(text));
  }

  /** A table; it scrolls by itself where it is wider than the page. */
  public HtmlPage table(HtmlTable table) {
    return add(table.markup());
  }

  /** A plot. */
  public HtmlPage plot(Plot plot) {
    return add(plot.markup());
  }

  /** Small pictures with captions, side by side. */
  public HtmlPage gallery(List<Figure> figures) {
    StringBuilder gallery = new StringBuilder("<div class=\"gallery\">\n");
    figures.forEach(figure -> gallery.append(figure.markup()).append('\n'));
    return add(gallery.append("</div>").toString());
  }

  /** Parts that open when asked. */
  public HtmlPage details(String summary, HtmlTable table) {
    return add(
        "<details><summary>%s</summary>\n%s\n</details>"
            .formatted(Html.escaped(summary), table.markup()));
  }

  private HtmlPage add(String markup) {
    body.add(new Html(markup));
    return this;
  }

  /** Writes the page, whole or not at all. */
  public void write(Path file) throws IOException {
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
    try {
      try (Writer out = Files.newBufferedWriter(unfinished)) {
        writeTo(out);
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private void writeTo(Writer out) throws IOException {
    out.write(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        <h1>%s</h1>
        """
            .formatted(Html.escaped(title), style(), Html.escaped(title)));
    for (Html part : body) {
      out.write(part.markup());
      out.write('\n');
    }
    out.write("</main>\n</body>\n</html>\n");
  }

  private static String style() {
    try (InputStream css = HtmlPage.class.getResourceAsStream("report.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
