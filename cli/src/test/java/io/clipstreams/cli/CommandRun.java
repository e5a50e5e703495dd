package io.clipstreams.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one run of the command left: exit code, stdout, stderr. */
public record CommandRun(int exitCode, String out, String err) {

  public static CommandRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)).execute(args);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
