package io.clipstreams.cli.deadletters;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.cli.common.Style;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dead-letters list}. */
@Command(
    name = "list",
    description = {
      "Lists dead letters: position, time of the input, stage, reason, source, key, error.",
      "With --output json each line is" + " {position,time,stage,reason,source,key,replays,error}."
    })
final class DeadLettersListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ConfigOptions config;

  @Mixin private LetterFilter filter;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat output;

  @Option(names = "--max", paramLabel = "N", description = "No more than so many.")
  private long max = Long.MAX_VALUE;

  private final Style style = Style.ofTerminal();
  private long listed;

  private record Line(
      String position,
      String time,
      String stage,
      String reason,
      String source,
      String key,
      int replays,
      String error) {

    static Line of(Letter letter) {
      return new Line(
          letter.position().toString(),
          letter.time().toString(),
          letter.stage(),
          letter.reason(),
          letter.source(),
          letter.key(),
          letter.replays(),
          letter.error());
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    Cluster cluster = config.cluster();
    cluster.requireReachable();
    PrintWriter out = spec.commandLine().getOut();
    try (LetterTopic letters = new LetterTopic(cluster)) {
      letters.read(filter.since(), letter -> print(letter, out));
    }
    return 0;
  }

  private boolean print(Letter letter, PrintWriter out) {
    if (listed < max && filter.takes(letter)) {
      out.println(text(Line.of(letter)));
      listed++;
    }
    return listed < max && !out.checkError();
  }

  private String text(Line line) {
    if (output == OutputFormat.JSON) {
      return Json.line(line);
    }
    String replays = line.replays() == 0 ? "" : "  replayed " + line.replays();
    return "%s  %s  %s  %s  %s%s  %s"
        .formatted(
            style.bold(line.position()),
            style.faint(line.time()),
            style.red(Style.printable(line.stage() + "/" + line.reason())),
            Style.printable(line.source()),
            Style.printable(line.key()),
            replays,
            Style.printable(line.error()));
  }
}
