package io.clipstreams.cli;

import io.clipstreams.cli.common.ErrorLine;
import io.clipstreams.cli.common.Logging;
import io.clipstreams.cli.common.UsuallyVerbose;
import io.clipstreams.cli.common.Verbosity;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Where the {@code clip-streams} command starts. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    int exitCode =
        commandLine(writer(FileDescriptor.out), writer(FileDescriptor.err)).execute(args);
    System.exit(exitCode);
  }

  /**
   * The command with all its subcommands.
   *
   * @param out takes results
   * @param err takes everything else
   */
  public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    ClipStreamsCommand root = new ClipStreamsCommand();
    CommandLine line =
        new CommandLine(root)
            // A label or text may begin with @.
            .setExpandAtFiles(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(ErrorLine::forUsage)
            .setExecutionExceptionHandler(new ErrorLine(root.diagnostics())::forFailure);
    line.setExecutionStrategy(
        parsed -> {
          Logging.configure(verbosity(root, parsed));
          return new CommandLine.RunLast().execute(parsed);
        });
    return line;
  }

  private static Verbosity verbosity(ClipStreamsCommand root, ParseResult parsed) {
    List<CommandLine> chain = parsed.asCommandLineList();
    Object command = chain.get(chain.size() - 1).getCommand();
    Verbosity wanted = root.diagnostics().verbosity();
    return command instanceof UsuallyVerbose verbose
        ? wanted.atLeast(verbose.usualVerbosity())
        : wanted;
  }

  /** UTF-8 whatever the locale: results are read by programs. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    OutputStream stream = new FileOutputStream(descriptor);
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
