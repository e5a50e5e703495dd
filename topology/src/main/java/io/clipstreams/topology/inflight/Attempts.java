package io.clipstreams.topology.inflight;

import io.clipstreams.topology.deadletter.Stage;
import io.clipstreams.topology.scoring.LabelsException;
import io.clipstreams.topology.work.Outcome;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/** Decides how a reference goes on after an attempt, and for how long. */
final class Attempts {

  private final ImageLine line;
  private final InFlight inFlight;
  private final RetryPolicy retry;

  Attempts(ImageLine line, InFlight inFlight) {
    this.line = line;
    this.inFlight = inFlight;
    this.retry = new RetryPolicy(line.retry(), () -> ThreadLocalRandom.current().nextDouble());
  }

  /** An attempt begins. */
  void begin(Tracked reference) {
    if (reference.attempts == 0) {
      reference.firstAttemptAt = now();
    }
    reference.attempts++;
  }

  /** An attempt has ended. */
  void end(Tracked reference, Outcome outcome) {
    if (outcome instanceof Outcome.Retry failed) {
      retry(reference, failed);
    } else if (outcome instanceof Outcome.LabelsMissing missing) {
      awaitLabels(reference, missing.explanation());
    } else {
      inFlight.finish(reference, outcome);
    }
  }

  private void retry(Tracked reference, Outcome.Retry failed) {
    OptionalLong next = retry.nextAttemptAt(reference.attempts, reference.firstAttemptAt, now());
    if (next.isPresent()) {
      line.metrics().retried(failed.stage(), failed.reason());
      inFlight.backOff(reference, next.getAsLong());
    } else {
      inFlight.finish(
          reference, new Outcome.Failed(failed.stage(), failed.reason(), failed.error()));
    }
  }

  /** A label set is missing: waits for it, or no longer. */
  void awaitLabels(Tracked reference, String explanation) {
    long now = now();
    if (reference.awaitsLabelsSince < 0) {
      reference.awaitsLabelsSince = now;
    }
    long until = reference.awaitsLabelsSince + line.wanted().maxWait().toMillis();
    if (now < until) {
      inFlight.awaitLabels(reference, until);
    } else {
      inFlight.finish(
          reference,
          new Outcome.Failed(
              Stage.LABELS,
              "unknown",
              new LabelsException(
                  "%s, after %d ms".formatted(explanation, now - reference.awaitsLabelsSince))));
    }
  }

  private long now() {
    return line.runningMillis().getAsLong();
  }
}
