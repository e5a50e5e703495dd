package io.clipstreams.topology.inflight;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.StoredReference;
import io.clipstreams.topology.deadletter.Stage;
import io.clipstreams.topology.fetch.ImageUri;
import io.clipstreams.topology.scoring.Choice;
import io.clipstreams.topology.scoring.LabelsException;
import io.clipstreams.topology.source.ReferenceKey;
import io.clipstreams.topology.work.Outcome;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Starts work, the oldest reference first, while slots are free. What cannot run now is set aside
 * at once and holds up nobody. For the stream thread; outcomes come as mail.
 */
final class Pump {

  /** Leaves slots to the other tasks of the thread, and bounds the turn. */
  private static final int STARTS_A_TURN = 32;

  /** What cannot run costs little: many of them hold up a turn's starts only when very many. */
  private static final int SET_ASIDE_A_TURN = 256;

  private final ImageLine line;
  private final KeyValueStore<ReferenceKey, StoredReference> store;
  private final InFlight inFlight;
  private final Attempts attempts;
  private final Admission admission;
  private final Queue<Runnable> mail;

  Pump(
      ImageLine line,
      KeyValueStore<ReferenceKey, StoredReference> store,
      InFlight inFlight,
      Attempts attempts,
      Admission admission,
      Queue<Runnable> mail) {
    this.line = line;
    this.store = store;
    this.inFlight = inFlight;
    this.attempts = attempts;
    this.admission = admission;
    this.mail = mail;
  }

  void start() {
    int starts = 0;
    int setAside = 0;
    while (starts < STARTS_A_TURN && setAside < SET_ASIDE_A_TURN) {
      Optional<Tracked> next = inFlight.nextStartable();
      if (next.isEmpty() || !line.slots().tryAcquire()) {
        return;
      }
      if (startOrSetAside(next.get())) {
        starts++;
      } else {
        setAside++;
        line.slots().release();
      }
    }
  }

  /** Whether it has been started, and has taken the slot. */
  private boolean startOrSetAside(Tracked reference) {
    StoredReference stored = store.get(reference.key);
    ImageReference image = stored.getReference();
    if (image == null) {
      admission.decode(reference, stored);
      return false;
    }
    if (line.guard().isCondemned(reference.key)) {
      inFlight.finish(reference, crashed(reference));
      return false;
    }
    Choice choice = line.chooser().choose(image);
    if (choice instanceof Choice.Unknown unknown) {
      attempts.awaitLabels(reference, unknown.explanation());
      return false;
    } else if (choice instanceof Choice.Deleted deleted) {
      inFlight.finish(
          reference, new Outcome.Failed(Stage.LABELS, "deleted", LabelsException.deleted(deleted)));
      return false;
    }
    String bucket = ImageUri.parse(image.getUri()).map(ImageUri::bucket).orElse("");
    if (!line.buckets().tryStart(bucket)) {
      attempts.letOthersGoFirst(reference);
      return false;
    }
    start(reference, image, bucket);
    return true;
  }

  private void start(Tracked reference, ImageReference image, String bucket) {
    attempts.begin(reference, Stage.FETCH);
    inFlight.run(reference);
    reference.attempt =
        line.pipeline()
            .start(
                reference.key,
                image,
                outcome -> {
                  // Not when the outcome is forwarded: tasks of one thread would block each other.
                  line.slots().release();
                  line.buckets().ended(bucket, !isUnanswered(outcome));
                  mail.add(() -> attempts.end(reference, outcome));
                });
  }

  private static boolean isUnanswered(Outcome outcome) {
    return outcome instanceof Outcome.Retry retry && retry.stage() == Stage.FETCH;
  }

  private Outcome crashed(Tracked reference) {
    int deaths = line.guard().deathsOf(reference.key);
    return new Outcome.Failed(
        Stage.CRASH,
        "process-died",
        new IllegalStateException(
            "The process died %d times while this image was decoded or in the model"
                .formatted(deaths)));
  }
}
