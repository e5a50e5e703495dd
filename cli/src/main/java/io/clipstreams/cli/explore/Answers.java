package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Prints what was found, for people or for programs. */
final class Answers {

  private Answers() {}

  static void print(CommandSpec spec, OutputFormat output, Object answer, List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    if (output == OutputFormat.JSON) {
      out.println(Json.line(answer));
    } else {
      lines.forEach(out::println);
    }
    out.flush();
  }
}
