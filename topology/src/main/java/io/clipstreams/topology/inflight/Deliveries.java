package io.clipstreams.topology.inflight;

import io.clipstreams.schemas.Cause;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.SourceCoordinates;
import io.clipstreams.schemas.StoredReference;
import io.clipstreams.schemas.Times;
import io.clipstreams.topology.deadletter.DeadLetters;
import io.clipstreams.topology.deadletter.Stage;
import io.clipstreams.topology.inflight.ImageProcessorSupplier.Outputs;
import io.clipstreams.topology.source.ReferenceKey;
import io.clipstreams.topology.work.Outcome;
import io.clipstreams.topology.work.ScoredImage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Forwards answers and deletes their references, so that both are committed together. For the
 * stream thread, within process() or a punctuation.
 */
final class Deliveries {

  /** Bounds the turn. */
  private static final int FORWARDS_A_TURN = 64;

  private final ImageLine line;
  private final Outputs outputs;
  private final ProcessorContext<byte[], Object> context;
  private final KeyValueStore<ReferenceKey, StoredReference> store;
  private final InFlight inFlight;

  Deliveries(
      ImageLine line,
      Outputs outputs,
      ProcessorContext<byte[], Object> context,
      KeyValueStore<ReferenceKey, StoredReference> store,
      InFlight inFlight) {
    this.line = line;
    this.outputs = outputs;
    this.context = context;
    this.store = store;
    this.inFlight = inFlight;
  }

  /** Whether embeddings are published, and so removals matter. */
  boolean takesEmbeddings() {
    return outputs.embeddings().isPresent();
  }

  /** Forwards what may leave, and has it committed soon where nothing else is to come. */
  void forward() {
    int forwards = forwardSome();
    if (forwards > 0 && line.loneCommits().isDue()) {
      context.commit();
    }
  }

  private int forwardSome() {
    for (int forwards = 0; forwards < FORWARDS_A_TURN; forwards++) {
      Optional<Tracked> next = inFlight.nextLeaving();
      if (next.isEmpty()) {
        return forwards;
      }
      Tracked reference = next.get();
      StoredReference stored = store.get(reference.key);
      if (reference.outcome instanceof Outcome.Classified classified) {
        classified(reference.key, stored, classified.image());
      } else if (reference.outcome instanceof Outcome.Failed failed) {
        failed(reference.key, stored, failed);
      } else if (reference.outcome instanceof Outcome.Removed removed) {
        removed(stored, removed.uri());
      }
      store.delete(reference.key);
      inFlight.remove(reference);
      line.guard().acquit(reference.key);
    }
    return FORWARDS_A_TURN;
  }

  private void classified(ReferenceKey key, StoredReference stored, ScoredImage image) {
    Record<byte[], byte[]> message = ReferenceStore.message(stored);
    Classification classification = classification(key, stored, image);
    byte[] recordKey =
        message.key() == null
            ? classification.getImageId().getBytes(StandardCharsets.UTF_8)
            : message.key();
    context.forward(
        new Record<>(recordKey, classification, message.timestamp(), message.headers()),
        outputs.classifications());
    outputs
        .embeddings()
        .ifPresent(
            sink ->
                context.forward(
                    new Record<>(
                        recordKey,
                        Embeddings.of(classification, image, stored.getReference().getMetadata()),
                        message.timestamp()),
                    sink));
    line.metrics().classified(System.currentTimeMillis() - stored.getReceivedAt());
    for (RoutedClassification copy : RoutedClassification.of(classification, image.routes())) {
      context.forward(
          new Record<>(recordKey, copy, message.timestamp(), copy.markedHeaders(message.headers())),
          outputs.labelTopics());
      line.metrics().routed();
    }
  }

  /** The tombstone has the key that the image's answer and embedding had. */
  private void removed(StoredReference stored, String uri) {
    Record<byte[], byte[]> message = ReferenceStore.message(stored);
    byte[] recordKey = message.key() == null ? uri.getBytes(StandardCharsets.UTF_8) : message.key();
    outputs
        .embeddings()
        .ifPresent(
            sink ->
                context.forward(
                    new Record<byte[], Object>(recordKey, null, message.timestamp()), sink));
  }

  private Classification classification(
      ReferenceKey key, StoredReference stored, ScoredImage image) {
    ImageReference reference = stored.getReference();
    return Classification.newBuilder()
        .setImageId(
            stored.getKey() == null
                ? reference.getUri()
                : StandardCharsets.UTF_8.decode(stored.getKey().duplicate()).toString())
        .setUri(reference.getUri())
        .setVersionId(image.versionId().orElse(null))
        .setEtag(image.etag().orElse(null))
        .setSource(new SourceCoordinates(key.topic(), key.partition(), key.offset(), key.index()))
        .setCause(Cause.LIVE)
        .setResults(image.results())
        .setModel(line.model().fingerprint())
        .setPrecision(line.model().precision())
        .setWidth(image.width())
        .setHeight(image.height())
        .setBatchSize(image.batchSize())
        .setTimes(
            Times.newBuilder()
                .setEvent(Instant.ofEpochMilli(stored.getTimestamp()))
                .setReceived(Instant.ofEpochMilli(stored.getReceivedAt()))
                .setFetched(Instant.ofEpochMilli(image.fetchedAt()))
                .setDecoded(Instant.ofEpochMilli(image.decodedAt()))
                .setScored(Instant.ofEpochMilli(image.scoredAt()))
                .build())
        .build();
  }

  private void failed(ReferenceKey key, StoredReference stored, Outcome.Failed failed) {
    Record<byte[], byte[]> message = ReferenceStore.message(stored);
    forward(
        stored.getReference() == null
            ? DeadLetters.ofMessage(message, key, failed.stage(), failed.reason(), failed.error())
            : DeadLetters.ofReference(
                message, key, failed.stage(), failed.reason(), failed.error()),
        failed.stage(),
        failed.reason());
  }

  /** A message that is not stored at all. */
  void refuse(
      Record<byte[], byte[]> message,
      ReferenceKey at,
      Stage stage,
      String reason,
      RuntimeException error) {
    forward(DeadLetters.ofMessage(message, at, stage, reason, error), stage, reason);
  }

  private void forward(Record<byte[], byte[]> deadLetter, Stage stage, String reason) {
    context.forward(
        new Record<byte[], Object>(
            deadLetter.key(), deadLetter.value(), deadLetter.timestamp(), deadLetter.headers()),
        outputs.deadLetters());
    line.metrics().deadLettered(stage, reason);
  }
}
