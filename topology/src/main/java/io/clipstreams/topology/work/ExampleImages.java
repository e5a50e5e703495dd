package io.clipstreams.topology.work;

import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.Preprocessor;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.batch.ImageTower;
import io.clipstreams.topology.config.RetrySettings;
import io.clipstreams.topology.crash.NativeGuard;
import io.clipstreams.topology.fetch.FetchedImage;
import io.clipstreams.topology.fetch.ImageFetcher;
import io.clipstreams.topology.labels.ExampleEncoder;
import io.clipstreams.topology.labels.UnencodableException;
import io.clipstreams.topology.source.ReferenceKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the example images of labels the way of all images: the same fetcher with its bounds, the
 * same decode pool, the same batches. A few at a time, so that images which wait for an answer
 * hardly notice.
 *
 * <p>Any thread may call {@link #encode}; the rest goes on on the fetcher's, the decode pool's and
 * the device's threads, and none of them waits.
 */
public final class ExampleImages implements ExampleEncoder {

  private static final Logger LOG = LoggerFactory.getLogger(ExampleImages.class);

  private static final int AT_ONCE = 4;
  private static final int LEAST_ATTEMPTS = 5;

  private final ImageFetcher fetcher;
  private final ImageTower tower;
  private final Executor decodePool;
  private final NativeGuard guard;
  private final RetrySettings retry;
  private final String definitionsTopic;
  private final Deque<Example> waiting = new ArrayDeque<>();
  private int running;

  /**
   * @param definitionsTopic where the definitions come from that name examples
   */
  public ExampleImages(
      ImageFetcher fetcher,
      ImageTower tower,
      Executor decodePool,
      NativeGuard guard,
      RetrySettings retry,
      String definitionsTopic) {
    this.fetcher = fetcher;
    this.tower = tower;
    this.decodePool = decodePool;
    this.guard = guard;
    this.retry = retry;
    this.definitionsTopic = definitionsTopic;
  }

  @Override
  public CompletableFuture<float[][]> encode(long version, List<String> uris) {
    CompletableFuture<float[][]> all = new CompletableFuture<>();
    List<Example> examples = new ArrayList<>(uris.size());
    for (String uri : uris) {
      // The same at every start, so that the crash journal knows it again.
      ReferenceKey key = new ReferenceKey(definitionsTopic, 0, version, uri.hashCode());
      Example example = new Example(key, uri, all);
      example.embed.whenComplete(
          (vector, error) -> {
            if (error != null) {
              all.completeExceptionally(error);
            }
          });
      examples.add(example);
    }
    CompletableFuture<?>[] embeds =
        examples.stream().map(example -> example.embed).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(embeds)
        .thenRun(
            () ->
                all.complete(
                    examples.stream()
                        .map(example -> example.embed.join())
                        .toArray(float[][]::new)));
    synchronized (this) {
      waiting.addAll(examples);
    }
    startWaiting();
    return all;
  }

  private void startWaiting() {
    List<Example> starting = new ArrayList<>();
    synchronized (this) {
      waiting.removeIf(example -> example.wanted.isDone());
      while (running < AT_ONCE && !waiting.isEmpty()) {
        running++;
        starting.add(waiting.remove());
      }
    }
    starting.forEach(Example::attempt);
  }

  private void ended() {
    synchronized (this) {
      running--;
    }
    startWaiting();
  }

  /** One image, over all attempts. */
  private final class Example {

    private final ReferenceKey key;
    private final String uri;
    private final CompletableFuture<?> wanted;
    private final CompletableFuture<float[]> embed = new CompletableFuture<>();
    private int attempts;
    private long pausedMillis;

    Example(ReferenceKey key, String uri, CompletableFuture<?> wanted) {
      this.key = key;
      this.uri = uri;
      this.wanted = wanted;
    }

    void attempt() {
      if (wanted.isDone()) {
        embed.cancel(false);
        ended();
      } else if (guard.isCondemned(key)) {
        fail(
            "process-died",
            new IllegalStateException(
                "the process died %d times while it was decoded or in the model"
                    .formatted(guard.deathsOf(key))));
      } else {
        attempts++;
        tower
            .preprocessor()
            .thenCompose(
                preprocessor ->
                    fetcher
                        .fetch(ImageReference.newBuilder().setUri(uri).build())
                        .thenCompose(image -> decode(image, preprocessor)))
            .thenCompose(pixels -> tower.embed(key, pixels))
            .whenComplete(this::attempted);
      }
    }

    private CompletableFuture<Pixels> decode(FetchedImage fetched, Preprocessor preprocessor) {
      CompletableFuture<Pixels> decoded = new CompletableFuture<>();
      Runnable decode =
          () -> {
            try (fetched) {
              decoded.complete(
                  guard.run(List.of(key), () -> preprocessor.prepare(fetched.bytes())).pixels());
            } catch (ImageRefusedException | RuntimeException | Error e) {
              decoded.completeExceptionally(new DecodeException(e));
            }
          };
      try {
        decodePool.execute(decode);
      } catch (RuntimeException e) {
        fetched.close();
        throw e;
      }
      return decoded;
    }

    private void attempted(float[] vector, Throwable thrown) {
      if (thrown == null) {
        guard.acquit(key);
        embed.complete(vector);
        ended();
        return;
      }
      Outcome outcome = Outcomes.ofFailure(thrown);
      if (outcome instanceof Outcome.Retry later) {
        tryAgain(later);
      } else if (outcome instanceof Outcome.Failed failed) {
        fail(failed.reason(), failed.error());
      }
    }

    private void tryAgain(Outcome.Retry failure) {
      if (attempts >= LEAST_ATTEMPTS && pausedMillis >= retry.budget().toMillis()) {
        fail(failure.reason(), failure.error());
        return;
      }
      long doubled = retry.minBackoff().toMillis() << Math.min(attempts - 1, Long.SIZE / 2);
      long pause = Math.min(retry.maxBackoff().toMillis(), doubled);
      pausedMillis += pause;
      LOG.warn(
          "The example image {} cannot be had now ({}); trying again in {} ms",
          uri,
          failure.reason(),
          pause);
      CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS).execute(this::attempt);
    }

    private void fail(String reason, Throwable error) {
      guard.acquit(key);
      embed.completeExceptionally(
          new UnencodableException(
              uri,
              "bad-example",
              "the example image %s cannot be used (%s): %s"
                  .formatted(uri, reason, error.getMessage()),
              error));
      ended();
    }
  }
}
