package io.clipstreams.cli.embeddings;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.Preprocessor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/**
 * One pass over images. A pool reads and decodes some batches ahead; the caller's thread takes the
 * results in order, runs the model, writes the cache and gives the embeddings away.
 */
final class EmbeddingRun {

  private static final int BATCH = 16;

  /** Images that are decoded, or being decoded, before the model needs them. */
  private static final int AHEAD = 4 * BATCH;

  /** Images that wait for a batch of the model to fill, those from the cache among them. */
  private static final int MOST_WAITING = 16 * BATCH;

  private final ClipModel model;
  private final Preprocessor preprocessor;
  private final ImageBytes bytes;
  private final EmbeddingCache cache;
  private final BiConsumer<String, float[]> each;
  private final IntConsumer progress;

  private final List<Read> waiting = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private String cacheFailure;
  private int decoded;
  private int embedded;
  private int cached;

  EmbeddingRun(
      ClipModel model,
      ImageBytes bytes,
      EmbeddingCache cache,
      BiConsumer<String, float[]> each,
      IntConsumer progress) {
    this.model = model;
    this.preprocessor = model.preprocessor();
    this.bytes = bytes;
    this.cache = cache;
    this.each = each;
    this.progress = progress;
  }

  /**
   * What was read of one image.
   *
   * @param vector from the cache, or null
   * @param pixels where the cache does not know it, or null
   * @param failure null where it could be read
   */
  private record Read(
      String location, ContentKey key, float[] vector, Pixels pixels, String failure) {}

  Outcome embed(List<String> locations) throws InterruptedException {
    ExecutorService pool = pool();
    try {
      Deque<Future<Read>> ahead = new ArrayDeque<>();
      for (String location : locations) {
        if (ahead.size() == AHEAD) {
          take(ahead.remove());
        }
        ahead.add(pool.submit(() -> read(location)));
      }
      while (!ahead.isEmpty()) {
        take(ahead.remove());
      }
      flush();
    } finally {
      pool.shutdownNow();
    }
    return new Outcome(embedded, cached, failures, Optional.ofNullable(cacheFailure));
  }

  private static ExecutorService pool() {
    return Executors.newFixedThreadPool(
        Runtime.getRuntime().availableProcessors(),
        task -> {
          Thread thread = new Thread(task, "image-decoder");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** On a thread of the pool. */
  private Read read(String location) {
    try {
      byte[] content = bytes.read(location);
      ContentKey key = ContentKey.of(content);
      Optional<float[]> known = known(key);
      return known.isPresent()
          ? new Read(location, key, known.get(), null, null)
          : new Read(location, key, null, preprocessor.prepare(content).pixels(), null);
    } catch (ImageRefusedException | IOException e) {
      return new Read(location, null, null, null, LocalFiles.reason(e));
    }
  }

  private Optional<float[]> known(ContentKey key) {
    try {
      return cache.find(key);
    } catch (IOException e) {
      throw new CliException(
          "the cache of embeddings cannot be read (%s); --no-cache goes without".formatted(e), e);
    }
  }

  private void take(Future<Read> next) throws InterruptedException {
    Read read = result(next);
    if (read.failure != null) {
      failures.add(new Failure(read.location, read.failure));
      progress.accept(1);
      return;
    }
    waiting.add(read);
    decoded += read.pixels == null ? 0 : 1;
    if (decoded == BATCH || waiting.size() == MOST_WAITING) {
      flush();
    }
  }

  private static Read result(Future<Read> next) throws InterruptedException {
    try {
      return next.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unexpected) {
        throw unexpected;
      }
      throw new IllegalStateException("an image could not be read", e.getCause());
    }
  }

  private void flush() {
    List<Read> unknown = waiting.stream().filter(read -> read.pixels != null).toList();
    List<float[]> made =
        unknown.isEmpty()
            ? List.of()
            : List.of(model.encodeImages(unknown.stream().map(Read::pixels).toList()));
    keep(unknown.stream().map(Read::key).toList(), made);
    int next = 0;
    for (Read read : waiting) {
      each.accept(read.location, read.pixels == null ? read.vector : made.get(next++));
    }
    embedded += waiting.size();
    cached += waiting.size() - unknown.size();
    progress.accept(waiting.size());
    waiting.clear();
    decoded = 0;
  }

  private void keep(List<ContentKey> keys, List<float[]> vectors) {
    if (keys.isEmpty() || cacheFailure != null) {
      return;
    }
    try {
      cache.add(keys, vectors);
    } catch (IOException e) {
      cacheFailure = e.toString();
    }
  }
}
