package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How what was found is printed: for people or for programs. */
final class Answers {

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat output;

  /**
   * Prints one of both.
   *
   * @param answer for programs, as one line of JSON
   * @param lines for people
   */
  void print(CommandSpec spec, Object answer, List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    if (output == OutputFormat.JSON) {
      out.println(Json.line(answer));
    } else {
      lines.forEach(out::println);
    }
    out.flush();
  }
}
