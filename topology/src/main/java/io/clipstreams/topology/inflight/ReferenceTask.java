package io.clipstreams.topology.inflight;

import io.clipstreams.schemas.StoredReference;
import io.clipstreams.topology.backpressure.Backlog;
import io.clipstreams.topology.inflight.ImageProcessorSupplier.Outputs;
import io.clipstreams.topology.source.ReferenceKey;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One task's references, from one init to the next close. The stream thread calls everything; other
 * threads only put mail, which the next turn reads. Mail for a task that was closed is never read.
 */
final class ReferenceTask implements AutoCloseable {

  private final ImageLine line;
  private final ProcessorContext<byte[], Object> context;
  private final InFlight inFlight = new InFlight();
  private final Queue<Runnable> mail = new ConcurrentLinkedQueue<>();
  private final Backlog.Share backlog;
  private final Admission admission;
  private final Pump pump;
  private final Deliveries deliveries;
  private final Attempts attempts;
  private long labelsRevision;

  ReferenceTask(ImageLine line, Outputs outputs, ProcessorContext<byte[], Object> context) {
    this.line = line;
    this.context = context;
    this.backlog = line.backlog().newShare();
    KeyValueStore<ReferenceKey, StoredReference> store = context.getStateStore(ReferenceStore.NAME);
    attempts = new Attempts(line, inFlight);
    deliveries = new Deliveries(line, outputs, context, store, inFlight);
    LaneKeys laneKeys = new LaneKeys(deliveries.takesEmbeddings());
    admission = new Admission(line, store, inFlight, attempts, deliveries, mail, laneKeys);
    pump = new Pump(line, store, inFlight, attempts, admission, mail);
    parkWhatIsStored(store);
  }

  private void parkWhatIsStored(KeyValueStore<ReferenceKey, StoredReference> store) {
    try (KeyValueIterator<ReferenceKey, StoredReference> stored = store.all()) {
      while (stored.hasNext()) {
        KeyValue<ReferenceKey, StoredReference> next = stored.next();
        inFlight.add(next.key, admission.laneKey(next.key, next.value), next.value.getReceivedAt());
      }
    }
    backlog.set(inFlight.parked(), inFlight.oldestReceivedAt());
  }

  /** Takes a message in; what it names is safe when this returns. */
  void admit(Record<byte[], byte[]> message) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    admission.admit(
        message,
        new ReferenceKey(at.topic(), at.partition(), at.offset(), 0),
        context.currentSystemTimeMs());
  }

  /** Reads the mail, starts what there is room for, and lets leave what is done. */
  void turn() {
    for (Runnable letter = mail.poll(); letter != null; letter = mail.poll()) {
      letter.run();
    }
    inFlight.wakeDue(line.runningMillis().getAsLong());
    long revision = line.chooser().revision();
    if (revision != labelsRevision) {
      labelsRevision = revision;
      inFlight.wakeAwaitingLabels();
    }
    attempts.endOverdue();
    pump.start();
    deliveries.forward();
    backlog.set(inFlight.parked(), inFlight.oldestReceivedAt());
  }

  /** Stops what is under way. Slots come back as the work lets go of them. */
  @Override
  public void close() {
    for (Tracked reference : inFlight.all()) {
      if (reference.state == Tracked.State.RUNNING) {
        reference.attempt.cancel();
      }
    }
    backlog.close();
  }
}
