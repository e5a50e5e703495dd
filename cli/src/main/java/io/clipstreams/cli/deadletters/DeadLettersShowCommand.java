package io.clipstreams.cli.deadletters;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.cli.common.Style;
import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters show}. */
@Command(
    name = "show",
    description = {
      "Shows one dead letter: why, with the stack trace, and the input with its headers.",
      "An image reference or a label set is shown as JSON, other text as it is, else base64."
    })
final class DeadLettersShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "POSITION",
      converter = Position.Converter.class,
      description = "As 'list' prints it: PARTITION:OFFSET.")
  private Position position;

  @Mixin private ConfigOptions config;

  @Option(
      names = "--save-value",
      paramLabel = "FILE",
      description = "Writes the input's own bytes to a file that does not exist yet.")
  private Path valueFile;

  @Override
  public Integer call() throws InterruptedException {
    Cluster cluster = config.cluster();
    cluster.requireReachable();
    Letter letter;
    try (LetterTopic letters = new LetterTopic(cluster)) {
      letter = letters.at(position);
    }
    print(letter, new LetterValue(cluster).readable(letter));
    if (valueFile != null) {
      save(letter.message().value());
    }
    return 0;
  }

  private void print(Letter letter, String value) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("position  " + letter.position());
    out.println("time      " + letter.time());
    out.println("source    " + Style.printable(letter.source()));
    out.println("stage     " + Style.printable(letter.stage()));
    out.println("reason    " + Style.printable(letter.reason()));
    out.println("replays   " + letter.replays());
    out.println("key       " + readable(letter.message().key()));
    for (Header header : DeadLetterHeaders.original(letter.message().headers())) {
      out.println("header    " + Style.printable(header.key()) + ": " + readable(header.value()));
    }
    out.println("value     " + value);
    if (letter.isCut()) {
      out.println("          (cut: it was larger than a dead letter may be)");
    }
    out.println("error     " + Style.printable(letter.error()));
    letter
        .header(DeadLetterHeaders.STACKTRACE)
        .ifPresent(
            trace -> trace.lines().map(DeadLettersShowCommand::traceLine).forEach(out::println));
  }

  private static String traceLine(String line) {
    return Style.printable(line.replace("\t", "    "));
  }

  private static String readable(byte[] bytes) {
    return bytes == null ? "(none)" : LetterValue.text(bytes);
  }

  private void save(byte[] value) {
    try {
      Files.write(valueFile, value == null ? new byte[0] : value, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new CliException("%s cannot be written: %s".formatted(valueFile, e), e);
    }
  }
}
