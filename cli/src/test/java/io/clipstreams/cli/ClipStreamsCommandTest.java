package io.clipstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ClipStreamsCommandTest {

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithItsExitCodes(List<String> command) {
    CommandRun run =
        CommandRun.of(Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: clip-streams").contains("Exit codes:");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theVersionIsTheBuilds() {
    CommandRun run = CommandRun.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).matches("(?s)clip-streams \\d+\\.\\d+.*\\RJava 1?\\d.*");
  }

  @Test
  void withoutACommandTheUsageIsWrong() {
    CommandRun run = CommandRun.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).contains("clip-streams --help");
  }

  @Test
  void anUnknownOptionIsOneLineOnStderr() {
    CommandRun run = CommandRun.of("encode", "--colour");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .hasLineCount(1)
        .startsWith("clip-streams encode: ")
        .contains("--colour", "see 'clip-streams encode --help'");
  }

  @Test
  void aMeasurementOfNothingIsWrongUsage() {
    CommandRun none = CommandRun.of("bench", "line", "--images", "0");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).hasLineCount(1).contains("--images must be at least 1");

    CommandRun unknown = CommandRun.of("bench", "line", "--only", "luck");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("luck");
  }

  static Stream<List<String>> commands() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    List<List<String>> commands = new ArrayList<>();
    collect(Main.commandLine(nowhere, nowhere), List.of(), commands);
    return commands.stream();
  }

  private static void collect(CommandLine line, List<String> path, List<List<String>> commands) {
    commands.add(path);
    line.getSubcommands()
        .forEach(
            (name, sub) ->
                collect(sub, Stream.concat(path.stream(), Stream.of(name)).toList(), commands));
  }
}
