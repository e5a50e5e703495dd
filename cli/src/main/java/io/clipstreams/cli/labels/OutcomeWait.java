package io.clipstreams.cli.labels;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.topology.labels.client.Outcome;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command waits for the application's answer, and what it makes of it. */
final class OutcomeWait {

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "Gives up when the running application has not answered for so long."
              + " Default: ${DEFAULT-VALUE}.")
  private long seconds;

  Duration timeout() {
    return Duration.ofSeconds(seconds);
  }

  /**
   * The version that was accepted.
   *
   * @throws CliException when it was refused, or nobody answered
   */
  long accepted(String labelSet, Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      return accepted.version();
    }
    if (outcome instanceof Outcome.Refused refused) {
      throw new CliException(
          "label set %s is refused (%s): %s"
              .formatted(labelSet, refused.reason(), refused.message()));
    }
    throw new CliException(
        "no answer within %d s; is the application running? The definition is in its topic and can"
                .formatted(seconds)
            + " still be accepted");
  }
}
