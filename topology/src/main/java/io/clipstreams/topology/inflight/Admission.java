package io.clipstreams.topology.inflight;

import io.clipstreams.schemas.StoredReference;
import io.clipstreams.schemas.registry.RegistryRefusedException;
import io.clipstreams.topology.deadletter.DeadLetters;
import io.clipstreams.topology.deadletter.Stage;
import io.clipstreams.topology.source.MessageFormat.Decoded;
import io.clipstreams.topology.source.MessageFormat.Indexed;
import io.clipstreams.topology.source.ReferenceKey;
import io.clipstreams.topology.work.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Turns messages into stored references. A message whose schema is not known here is stored as it
 * is, and replaced by its references when the schema has come. For the stream thread; the schema
 * comes as mail.
 */
final class Admission {

  /** A larger message is not stored: references are small. */
  static final int MAX_MESSAGE_BYTES = 64 * 1024;

  private final ImageLine line;
  private final KeyValueStore<ReferenceKey, StoredReference> store;
  private final InFlight inFlight;
  private final Attempts attempts;
  private final Deliveries deliveries;
  private final Queue<Runnable> mail;
  private final LaneKeys laneKeys;

  Admission(
      ImageLine line,
      KeyValueStore<ReferenceKey, StoredReference> store,
      InFlight inFlight,
      Attempts attempts,
      Deliveries deliveries,
      Queue<Runnable> mail,
      LaneKeys laneKeys) {
    this.line = line;
    this.store = store;
    this.inFlight = inFlight;
    this.attempts = attempts;
    this.deliveries = deliveries;
    this.mail = mail;
    this.laneKeys = laneKeys;
  }

  /** Stores what a message names, or makes it a dead letter. */
  void admit(Record<byte[], byte[]> message, ReferenceKey at, long now) {
    if (message.value() == null) {
      refuse(message, at, "empty", new SerializationException("The message has no value"));
      return;
    }
    long size = DeadLetters.size(message.key(), message.value(), message.headers());
    if (size > MAX_MESSAGE_BYTES) {
      refuse(
          message,
          at,
          "too-large",
          new RecordTooLargeException(
              "The message has %d bytes, a reference at most %d"
                  .formatted(size, MAX_MESSAGE_BYTES)));
      return;
    }
    Decoded decoded = line.sources().decode(at.topic(), message.value(), message.headers());
    if (decoded instanceof Decoded.Refused refused) {
      refuse(message, at, refused.reason(), refused.error());
    } else if (decoded instanceof Decoded.References found) {
      storeAll(ReferenceStore.stored(message, now), at, found.references())
          .forEach((key, indexed) -> inFlight.add(key, laneKeys.of(message.key(), indexed), now));
    } else {
      store.put(at, ReferenceStore.stored(message, now).build());
      inFlight.add(at, message.key(), now);
    }
  }

  private void refuse(
      Record<byte[], byte[]> message, ReferenceKey at, String reason, RuntimeException error) {
    deliveries.refuse(message, at, Stage.EVENT, reason, error);
  }

  /** A removal is stored as a message that is still to be decoded, and so keeps its place. */
  private Map<ReferenceKey, Indexed> storeAll(
      StoredReference.Builder stored, ReferenceKey at, List<Indexed> named) {
    if (named.stream().allMatch(Indexed::isRemoval)) {
      line.metrics().excluded();
    }
    Map<ReferenceKey, Indexed> keys = new LinkedHashMap<>();
    for (Indexed indexed : named) {
      if (indexed.isRemoval() && !deliveries.takesEmbeddings()) {
        continue;
      }
      ReferenceKey key = at.withIndex(indexed.index());
      store.put(key, stored.setReference(indexed.isRemoval() ? null : indexed.reference()).build());
      keys.put(key, indexed);
      if (!indexed.isRemoval()) {
        line.metrics().received();
      }
    }
    return keys;
  }

  /** The lane of what the store holds. */
  byte[] laneKey(ReferenceKey key, StoredReference stored) {
    byte[] recordKey = Utils.toNullableArray(stored.getKey());
    if (stored.getReference() != null) {
      return laneKeys.of(recordKey, new Indexed(key.index(), stored.getReference()));
    }
    return removal(key, decoded(key, stored))
        .map(removal -> laneKeys.of(recordKey, removal))
        .orElse(recordKey);
  }

  private Decoded decoded(ReferenceKey key, StoredReference stored) {
    Record<byte[], byte[]> original = ReferenceStore.message(stored);
    return line.sources().decode(key.topic(), original.value(), original.headers());
  }

  private static Optional<Indexed> removal(ReferenceKey key, Decoded decoded) {
    return decoded instanceof Decoded.References found
        ? found.references().stream()
            .filter(indexed -> indexed.index() == key.index() && indexed.isRemoval())
            .findFirst()
        : Optional.empty();
  }

  /** Tries again to decode a message that was stored as it is. */
  void decode(Tracked message, StoredReference stored) {
    Decoded decoded = decoded(message.key, stored);
    Optional<Indexed> removal = removal(message.key, decoded);
    if (removal.isPresent()) {
      inFlight.finish(message, new Outcome.Removed(removal.get().reference().getUri()));
    } else if (decoded instanceof Decoded.NeedsSchema needs) {
      attempts.begin(message, Stage.EVENT);
      inFlight.awaitSchema(message);
      needs
          .fetch()
          .get()
          .whenComplete((schema, error) -> mail.add(() -> schemaCame(message, error)));
    } else if (decoded instanceof Decoded.Refused refused) {
      inFlight.finish(message, new Outcome.Failed(Stage.EVENT, refused.reason(), refused.error()));
    } else if (decoded instanceof Decoded.References found) {
      store.delete(message.key);
      Set<ReferenceKey> keys =
          storeAll(StoredReference.newBuilder(stored), message.key, found.references()).keySet();
      inFlight.replace(message, List.copyOf(keys), Utils.toNullableArray(stored.getKey()));
    }
  }

  private void schemaCame(Tracked message, Throwable thrown) {
    if (message.state != Tracked.State.AWAITS_SCHEMA) {
      return; // It was given up meanwhile.
    }
    if (thrown == null) {
      inFlight.park(message);
      return;
    }
    Throwable error = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    attempts.end(
        message,
        error instanceof RegistryRefusedException
            ? new Outcome.Failed(Stage.EVENT, "unknown-schema", error)
            : new Outcome.Retry(Stage.EVENT, "no-registry", error));
  }
}
