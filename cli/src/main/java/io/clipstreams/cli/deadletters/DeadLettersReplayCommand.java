package io.clipstreams.cli.deadletters;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters replay}. */
@Command(
    name = "replay",
    description = {
      "Sends inputs again to the topics that they came from, with their headers and one replay more"
          + " in the header clip.replays. Each is a new input: what is replayed twice is answered"
          + " twice. The dead letters stay where they are.",
      "Definitions of label sets are not sent again, nor inputs of which only a part is there."
    },
    exitCodeList = {
      "0:all that were asked for have been sent",
      "1:some were not, or could not be; why is on stderr",
      "2:wrong usage"
    })
final class DeadLettersReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "POSITION",
      arity = "0..*",
      converter = Position.Converter.class,
      description = "As 'list' prints them; without any, those that the options take.")
  private List<Position> positions = List.of();

  @Mixin private ConfigOptions config;

  @Mixin private LetterFilter filter;

  @Option(names = "--all", description = "All that there are.")
  private boolean all;

  @Option(
      names = "--max-replays",
      paramLabel = "N",
      defaultValue = "" + Replay.USUAL_MOST,
      description = "Passes over what was replayed so often. Default: ${DEFAULT-VALUE}.")
  private int maxReplays;

  @Option(names = "--dry-run", description = "Says what would be sent, and sends nothing.")
  private boolean dryRun;

  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private int passedOver;

  @Override
  public Integer call() throws InterruptedException {
    if (positions.isEmpty() == !(all || filter.isGiven())) {
      throw new ParameterException(
          spec.commandLine(), "Give positions, or say which by --stage and the like, or --all");
    }
    Cluster cluster = config.cluster();
    cluster.requireReachable();
    Replay replay = new Replay(cluster.topics(), maxReplays);
    try (LetterTopic letters = new LetterTopic(cluster);
        Producer<byte[], byte[]> producer = Replay.producer(cluster)) {
      for (Position position : positions) {
        send(letters.at(position), replay, producer);
      }
      if (positions.isEmpty()) {
        letters.read(
            filter.since(),
            letter -> {
              if (filter.takes(letter)) {
                send(letter, replay, producer);
              }
              return true;
            });
      }
      producer.flush();
    }
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "%s %d; passed over %d; failed %d%n",
        dryRun ? "would send" : "sent", sent.get(), passedOver, failed.get());
    err.flush();
    return passedOver == 0 && failed.get() == 0 ? 0 : 1;
  }

  private void send(Letter letter, Replay replay, Producer<byte[], byte[]> producer) {
    Optional<String> obstacle = replay.obstacle(letter);
    if (obstacle.isPresent()) {
      passedOver++;
      say(letter, "passed over: " + obstacle.get());
      return;
    }
    int partitions = producer.partitionsFor(letter.sourceTopic().orElseThrow()).size();
    ProducerRecord<byte[], byte[]> input = replay.input(letter, partitions);
    if (dryRun) {
      sent.incrementAndGet();
      spec.commandLine().getOut().println(letter.position() + " -> " + input.topic());
      return;
    }
    producer.send(
        input,
        (metadata, error) -> {
          if (error == null) {
            sent.incrementAndGet();
            spec.commandLine().getOut().println(letter.position() + " -> " + metadata);
          } else {
            failed.incrementAndGet();
            say(letter, "could not be sent: " + error);
          }
        });
  }

  private void say(Letter letter, String what) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(letter.position() + " " + what);
    err.flush();
  }
}
