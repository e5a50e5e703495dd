package io.clipstreams.cli.common;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells of an error in one line on stderr, and of its stack trace only when asked. */
public final class ErrorLine {

  private final Diagnostics diagnostics;

  public ErrorLine(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Wrong options or arguments. */
  public static int forUsage(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    print(
        command.getErr(), name, "%s; see '%s --help'".formatted(oneLine(error.getMessage()), name));
    return CommandLine.ExitCode.USAGE;
  }

  /** The command failed. */
  public int forFailure(Exception error, CommandLine command, ParseResult parsed) {
    print(command.getErr(), command.getCommandSpec().qualifiedName(), describe(error));
    if (diagnostics.stacktrace()) {
      error.printStackTrace(command.getErr());
      command.getErr().flush();
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** The message alone where it was written for users, else with the kind of error before it. */
  private static String describe(Exception error) {
    if (error instanceof CliException) {
      return oneLine(error.getMessage());
    }
    String kind = error.getClass().getSimpleName();
    return error.getMessage() == null
        ? kind + " (--stacktrace shows where)"
        : kind + ": " + oneLine(error.getMessage());
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static void print(PrintWriter err, String command, String message) {
    err.println(command + ": " + message);
    err.flush();
  }
}
