package io.clipstreams.cli.common;

import picocli.CommandLine.Help.Ansi;

/** Colour for people, where it goes to a terminal; and text that cannot harm one. */
public final class Style {

  private final boolean colour;

  public Style(boolean colour) {
    this.colour = colour;
  }

  /** With colour on a terminal, unless NO_COLOR or TERM say otherwise. */
  public static Style ofTerminal() {
    return new Style(Ansi.AUTO.enabled());
  }

  public String bold(String text) {
    return wrap("1", text);
  }

  public String green(String text) {
    return wrap("32", text);
  }

  public String red(String text) {
    return wrap("31", text);
  }

  public String cyan(String text) {
    return wrap("36", text);
  }

  public String faint(String text) {
    return wrap("2", text);
  }

  private String wrap(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** Names come from anywhere: control characters are replaced, so that none moves the cursor. */
  public static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "\ufffd");
  }
}
