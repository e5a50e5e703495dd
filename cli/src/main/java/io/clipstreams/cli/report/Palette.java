package io.clipstreams.cli.report;

import java.awt.Color;
import java.util.List;

/**
 * Colours of a plot, as the page's style has them.
 *
 * @param series one after another; told apart by people who see colours differently, too
 * @param low of the least value of a scale
 * @param high of the greatest; the text can be read on it, too
 */
record Palette(Color ground, Color text, Color line, List<Color> series, Color low, Color high) {

  static final Palette LIGHT =
      new Palette(
          new Color(0xffffff),
          new Color(0x1b2127),
          new Color(0xd5dbe1),
          List.of(
              new Color(0x2f6db5),
              new Color(0xd97a14),
              new Color(0x2a8f6d),
              new Color(0xa8489b),
              new Color(0x7d6b2f),
              new Color(0x5f6b76)),
          new Color(0xf4f6f8),
          new Color(0x6fa8ea));

  static final Palette DARK =
      new Palette(
          new Color(0x14181c),
          new Color(0xe6eaee),
          new Color(0x39434d),
          List.of(
              new Color(0x6aa5ea),
              new Color(0xf0a04c),
              new Color(0x5cc7a2),
              new Color(0xd88acb),
              new Color(0xcdb867),
              new Color(0xa3afba)),
          new Color(0x1e242a),
          new Color(0x2f6db5));
}
