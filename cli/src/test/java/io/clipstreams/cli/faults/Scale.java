package io.clipstreams.cli.faults;

import java.util.Locale;

/** How much is done: the short form of each fault, or all of it ({@code mvn verify -Pfaults}). */
enum Scale {
  SHORT,
  FULL;

  private static final String PROPERTY = "clipstreams.faults";

  static Scale ofThisBuild() {
    return valueOf(System.getProperty(PROPERTY, "short").toUpperCase(Locale.ROOT));
  }

  <T> T choose(T inShort, T inFull) {
    return this == SHORT ? inShort : inFull;
  }
}
