package io.clipstreams.cli.deadletters;

import io.clipstreams.topology.deadletter.Stage;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which dead letters: all conditions must hold. */
final class LetterFilter {

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "Where it failed: ${COMPLETION-CANDIDATES}.")
  private Stage stage;

  @Option(names = "--reason", paramLabel = "WORD", description = "Why, such as not-found.")
  private String reason;

  @Option(names = "--source-topic", paramLabel = "TOPIC", description = "Where it came from.")
  private String sourceTopic;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moment.class,
      description =
          "From this time on: 2026-11-21T03:00:00Z, or how long ago: 90m, 2h, 7d. It is the input's"
              + " own time that counts.")
  private Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "Before this time.")
  private Instant until;

  Optional<Instant> since() {
    return Optional.ofNullable(since);
  }

  /** Whether any condition was given. */
  boolean isGiven() {
    return stage != null || reason != null || sourceTopic != null || since != null || until != null;
  }

  boolean takes(Letter letter) {
    return (stage == null || letter.stage().equals(stage.toString()))
        && (reason == null || letter.reason().equals(reason))
        && (sourceTopic == null || letter.sourceTopic().filter(sourceTopic::equals).isPresent())
        && (since == null || !letter.time().isBefore(since))
        && (until == null || letter.time().isBefore(until));
  }
}
