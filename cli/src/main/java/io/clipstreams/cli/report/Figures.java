package io.clipstreams.cli.report;

import java.util.Locale;

/** Numbers as reports write them, whatever the locale. */
public final class Figures {

  private Figures() {}

  /** As {@link String#format}. */
  public static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A share of one, in percent: {@code 93.8 %}. */
  public static String percent(double share) {
    return format("%.1f %%", 100 * share);
  }
}
