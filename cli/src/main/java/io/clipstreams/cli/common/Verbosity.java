package io.clipstreams.cli.common;

import ch.qos.logback.classic.Level;

/** How much is logged to stderr: by our code, and by the libraries. */
public enum Verbosity {
  QUIET(Level.WARN, Level.ERROR),
  INFO(Level.INFO, Level.WARN),
  DEBUG(Level.DEBUG, Level.INFO);

  final Level own;
  final Level libraries;

  Verbosity(Level own, Level libraries) {
    this.own = own;
    this.libraries = libraries;
  }

  /** Of two wishes the louder one. */
  public Verbosity atLeast(Verbosity other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
