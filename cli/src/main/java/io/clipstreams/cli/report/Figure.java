package io.clipstreams.cli.report;

import java.util.Objects;
import java.util.Optional;

/**
 * A small picture with a caption.
 *
 * @param picture a data URI; empty where there is no picture to show
 * @param alternative what is read out or shown instead of the picture
 */
public record Figure(Optional<String> picture, String alternative, Html caption) {

  public Figure {
    Objects.requireNonNull(alternative, "alternative");
    Objects.requireNonNull(caption, "caption");
    picture.ifPresent(DataUris::requireOne);
  }

  String markup() {
    String shown =
        picture
            .map(
                uri ->
                    "<img src=\"%s\" alt=\"%s\" loading=\"lazy\">"
                        .formatted(uri, Html.escaped(alternative)))
            .orElseGet(
                () -> "<span class=\"missing\">%s</span>".formatted(Html.escaped(alternative)));
    return "<figure>%s<figcaption>%s</figcaption></figure>".formatted(shown, caption.markup());
  }
}
