package io.clipstreams.cli.report;

import java.util.List;
import java.util.Objects;

/**
 * A piece of a page. Only this package puts markup together; whatever comes from outside goes
 * through {@link #text}, which escapes it.
 */
public final class Html {

  private static final Html EMPTY = new Html("");

  private final String markup;

  Html(String markup) {
    this.markup = Objects.requireNonNull(markup, "markup");
  }

  /** A text, shown as it is. */
  public static Html text(String text) {
    return new Html(escaped(text));
  }

  /** Nothing. */
  public static Html empty() {
    return EMPTY;
  }

  /** A number, in figures of one width. */
  public static Html number(String format, Object... values) {
    return element("span", "number", text(Figures.format(format, values)));
  }

  /** A number with a bar behind it as long as the share is large. */
  public static Html share(double share) {
    double percent = 100 * Math.min(1, Math.max(0, share));
    return new Html(
        "<span class=\"share\" style=\"--share: %s%%\">%s</span>"
            .formatted(Figures.format("%.1f", percent), Figures.percent(share)));
  }

  /** Emphasised. */
  public static Html strong(String text) {
    return new Html("<strong>" + escaped(text) + "</strong>");
  }

  /** Less important. */
  public static Html faint(String text) {
    return element("span", "faint", text(text));
  }

  /** One after another. */
  public static Html of(List<Html> pieces) {
    StringBuilder all = new StringBuilder();
    pieces.forEach(piece -> all.append(piece.markup));
    return new Html(all.toString());
  }

  static Html element(String name, String cssClass, Html content) {
    return new Html("<%s class=\"%s\">%s</%s>".formatted(name, cssClass, content.markup, name));
  }

  String markup() {
    return markup;
  }

  /**
   * Fit for the content of an element and of an attribute in quotation marks. Control characters,
   * which no page may hold, become replacement characters.
   */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(character -> append(safe, character));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int character) {
    switch (character) {
      case '&' -> safe.append("&amp;");
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '"' -> safe.append("&quot;");
      case '\'' -> safe.append("&#39;");
      default -> {
        boolean shown =
            character == '\n' || character == '\t' || !Character.isISOControl(character);
        boolean lone = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        safe.appendCodePoint(shown && !lone ? character : '\ufffd');
      }
    }
  }
}
