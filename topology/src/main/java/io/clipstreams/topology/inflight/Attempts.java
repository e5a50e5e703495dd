package io.clipstreams.topology.inflight;

import io.clipstreams.topology.deadletter.Stage;
import io.clipstreams.topology.scoring.LabelsException;
import io.clipstreams.topology.work.Outcome;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/** Decides how a reference goes on after an attempt, and for how long. For the stream thread. */
final class Attempts {

  private static final long STAND_BACK_MILLIS = 100;

  private final ImageLine line;
  private final InFlight inFlight;
  private final RetryPolicy retry;

  Attempts(ImageLine line, InFlight inFlight) {
    this.line = line;
    this.inFlight = inFlight;
    this.retry = new RetryPolicy(line.retry(), () -> ThreadLocalRandom.current().nextDouble());
  }

  /** An attempt begins, with this stage. */
  void begin(Tracked reference, Stage stage) {
    if (reference.attempts == 0) {
      reference.firstAttemptAt = now();
    }
    reference.attempts++;
    isAt(reference, stage);
  }

  private void isAt(Tracked reference, Stage stage) {
    reference.stage = stage;
    inFlight.finishBy(reference, now() + line.retry().deadline().toMillis());
  }

  /** An attempt has ended. One that was given up before is over already, whatever it brings. */
  void end(Tracked reference, Outcome outcome) {
    if (reference.state == Tracked.State.DONE) {
      return;
    }
    if (outcome instanceof Outcome.Retry failed) {
      retry(reference, failed);
    } else if (outcome instanceof Outcome.LabelsMissing missing) {
      awaitLabels(reference, missing.explanation());
    } else {
      inFlight.finish(reference, outcome);
    }
  }

  private void retry(Tracked reference, Outcome.Retry failed) {
    reference.stage = failed.stage();
    reference.lastError = failed.error();
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
    isAt(reference, Stage.LABELS);
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

  /** Its bucket has as many slots as it may: others come first. No attempt was made. */
  void letOthersGoFirst(Tracked reference) {
    inFlight.backOff(reference, now() + STAND_BACK_MILLIS);
  }

  /**
   * Gives up what has been in work for too long. An attempt under way is told to stop; its slot
   * comes back when it does.
   */
  void endOverdue() {
    long now = now();
    for (Optional<Tracked> next = inFlight.nextOverdue(now);
        next.isPresent();
        next = inFlight.nextOverdue(now)) {
      giveUp(next.get());
    }
  }

  private void giveUp(Tracked reference) {
    boolean runs = reference.state == Tracked.State.RUNNING;
    Stage stage = runs ? reference.attempt.stage() : reference.stage;
    if (runs) {
      reference.attempt.cancel();
    }
    String last = reference.lastError == null ? "" : "; the last failed: " + reference.lastError;
    inFlight.finish(
        reference,
        new Outcome.Failed(
            stage,
            "deadline",
            new DeadlineException(
                "No answer within %d ms of the first attempt, of %d%s"
                    .formatted(line.retry().deadline().toMillis(), reference.attempts, last),
                reference.lastError)));
  }

  private long now() {
    return line.runningMillis().getAsLong();
  }
}
