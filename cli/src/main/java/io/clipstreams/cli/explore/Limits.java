package io.clipstreams.cli.explore;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What numbers a user may ask for. */
final class Limits {

  private Limits() {}

  static void requirePositive(CommandSpec spec, String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), "%s must be at least 1, but is %d".formatted(option, value));
    }
  }
}
