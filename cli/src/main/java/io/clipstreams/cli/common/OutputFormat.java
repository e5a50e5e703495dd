package io.clipstreams.cli.common;

import java.util.Locale;

/** How results are printed. */
public enum OutputFormat {
  TEXT,
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
