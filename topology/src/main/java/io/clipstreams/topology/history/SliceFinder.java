package io.clipstreams.topology.history;

import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.registry.RegistryUnavailableException;
import io.clipstreams.topology.history.Slice.Judgement;
import io.clipstreams.topology.history.Slice.Stored;
import io.clipstreams.topology.labels.CurrentLabelSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the next images to judge again. For the stream thread; never waits for the registry. */
final class SliceFinder {

  private static final Logger LOG = LoggerFactory.getLogger(SliceFinder.class);

  private final TimestampedKeyValueStore<Bytes, byte[]> store;
  private final ProgressStore progress;
  private final EmbeddingDecoder decoder;
  private final Versions versions;

  /** A schema that is being fetched for this key; nothing is found meanwhile. */
  private CompletableFuture<ImageEmbedding> awaited;

  private Bytes awaitedFor;
  private boolean hasWarned;

  SliceFinder(
      TimestampedKeyValueStore<Bytes, byte[]> store,
      ProgressStore progress,
      EmbeddingDecoder decoder,
      Versions versions) {
    this.store = store;
    this.progress = progress;
    this.decoder = decoder;
    this.versions = versions;
  }

  /** Whether a schema is still on its way. */
  boolean isWaiting() {
    return awaited != null && !awaited.isDone();
  }

  /**
   * The next of a sweep.
   *
   * @param from how far it has come
   * @param nanos for how long to look
   */
  Slice ofSweep(CurrentLabelSet labelSet, Progress from, int most, long nanos) {
    long begin = System.nanoTime();
    List<Stored> found = new ArrayList<>();
    Bytes last = from.last();
    try (KeyValueIterator<Bytes, ValueAndTimestamp<byte[]>> images = store.range(last, null)) {
      while (found.size() < most && System.nanoTime() - begin < nanos) {
        if (!images.hasNext()) {
          return slice(labelSet, new Progress(from.version(), last, true), found);
        }
        KeyValue<Bytes, ValueAndTimestamp<byte[]>> next = images.next();
        if (next.key.equals(from.last())) {
          continue;
        }
        Optional<Stored> image = read(next.key, next.value);
        if (awaited != null) {
          break;
        }
        image.filter(it -> versions.isBehind(it.embedding(), labelSet)).ifPresent(found::add);
        last = next.key;
      }
    }
    return slice(labelSet, new Progress(from.version(), last, false), found);
  }

  private static Slice slice(CurrentLabelSet labelSet, Progress after, List<Stored> found) {
    return new Slice(
        labelSet.name(),
        after,
        List.of(),
        found.isEmpty() ? List.of() : List.of(new Judgement(labelSet, found)));
  }

  /** Images that their sweeps have passed; empty when there are none. */
  Optional<Slice> ofLate(int most) {
    List<Bytes> passed = new ArrayList<>();
    Map<CurrentLabelSet, List<Stored>> found = new LinkedHashMap<>();
    for (Bytes key : progress.late(most)) {
      Optional<Stored> image = Optional.ofNullable(store.get(key)).flatMap(it -> read(key, it));
      if (awaited != null) {
        break;
      }
      List<CurrentLabelSet> judges =
          image.map(it -> behind(key, it.embedding(), null)).orElse(List.of());
      if (judges.stream().anyMatch(by -> versions.wanted(by) > by.version())) {
        continue; // Until the wanted version is known here.
      }
      judges.forEach(
          by -> found.computeIfAbsent(by, set -> new ArrayList<>()).add(image.orElseThrow()));
      passed.add(key);
    }
    return passed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Slice(
                null,
                null,
                passed,
                found.entrySet().stream()
                    .map(entry -> new Judgement(entry.getKey(), entry.getValue()))
                    .toList()));
  }

  /** The versions that have still to judge an image, and whose sweeps will not come to it. */
  private List<CurrentLabelSet> behind(Bytes key, ImageEmbedding image, Slice underWay) {
    return image.getLabelSets().stream()
        .distinct()
        .flatMap(name -> versions.current(name).stream())
        .filter(labelSet -> versions.isBehind(image, labelSet))
        .filter(labelSet -> versions.isPassed(key, labelSet, underWay))
        .toList();
  }

  /** Whether an image that was stored just now has to be looked at once more. */
  boolean isLate(Bytes key, byte[] value, Slice underWay) {
    CompletableFuture<ImageEmbedding> decoded = decoder.decode(value);
    return !decoded.isDone()
        || (!decoded.isCompletedExceptionally()
            && !behind(key, decoded.join(), underWay).isEmpty());
  }

  /** Empty when it cannot be read, now or ever. */
  private Optional<Stored> read(Bytes key, ValueAndTimestamp<byte[]> value) {
    boolean wasAwaited = awaited != null && key.equals(awaitedFor);
    CompletableFuture<ImageEmbedding> decoded =
        wasAwaited ? awaited : decoder.decode(value.value());
    awaited = null;
    if (!decoded.isDone() || (wasAwaited && isUnavailable(decoded))) {
      awaited = decoded.isDone() ? decoder.decode(value.value()) : decoded;
      awaitedFor = key;
      return Optional.empty();
    }
    if (decoded.isCompletedExceptionally()) {
      warn(key, decoded.handle((image, error) -> error).join());
      return Optional.empty();
    }
    return Optional.of(new Stored(key, value.value(), value.timestamp(), decoded.join()));
  }

  private static boolean isUnavailable(CompletableFuture<?> decoded) {
    return decoded
        .handle(
            (image, error) ->
                error != null
                    && (error instanceof RegistryUnavailableException
                        || error.getCause() instanceof RegistryUnavailableException))
        .join();
  }

  private void warn(Bytes key, Throwable error) {
    if (!hasWarned) {
      LOG.warn("The stored embedding {} cannot be read, nor perhaps others: {}", key, error, error);
      hasWarned = true;
    }
  }
}
