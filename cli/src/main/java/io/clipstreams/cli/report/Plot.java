package io.clipstreams.cli.report;

import java.util.Objects;

/**
 * A drawing in SVG, for light and for dark pages. It is shown as a picture, in which no script
 * runs.
 *
 * @param light data URI
 * @param dark data URI
 * @param alternative what is read out instead
 */
public record Plot(String light, String dark, String alternative) {

  public Plot {
    DataUris.requireOne(light);
    DataUris.requireOne(dark);
    Objects.requireNonNull(alternative, "alternative");
  }

  String markup() {
    return """
    <div class="plot"><picture>
    <source media="(prefers-color-scheme: dark)" srcset="%s">
    <img src="%s" alt="%s">
    </picture></div>\
    """
        .formatted(dark, light, Html.escaped(alternative));
  }
}
