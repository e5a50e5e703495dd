package io.clipstreams.benchmarks.line;

import java.util.Locale;

/** Lines of the table. */
final class Lines {

  private Lines() {}

  static String of(String what, String format, Object... values) {
    return String.format(Locale.ROOT, "%-46s %s", what, String.format(Locale.ROOT, format, values));
  }
}
