package io.clipstreams.cli.report;

import java.util.Objects;

/**
 * A drawing, for light and for dark pages.
 *
 * @param light data URI
 * @param dark data URI
 * @param alternative what is read out instead
 * @param width on the page
 * @param height on the page
 */
public record Plot(String light, String dark, String alternative, int width, int height) {

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
        .formatted(dark, light, Html.escaped(alternative), width, height);
  }
}
