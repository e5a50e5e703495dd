package io.clipstreams.cli.common;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command can say about itself on stderr. */
public final class Diagnostics {

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Log what happens to stderr; twice (-vv) for more.")
  private boolean[] verbose = {};

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean stacktrace;

  public Verbosity verbosity() {
    return Verbosity.values()[Math.min(verbose.length, Verbosity.values().length - 1)];
  }

  boolean stacktrace() {
    return stacktrace;
  }
}
