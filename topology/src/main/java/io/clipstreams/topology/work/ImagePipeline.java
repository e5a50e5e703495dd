package io.clipstreams.topology.work;

import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.PreparedImage;
import io.clipstreams.model.Preprocessor;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.batch.MicroBatcher;
import io.clipstreams.topology.crash.NativeGuard;
import io.clipstreams.topology.deadletter.Stage;
import io.clipstreams.topology.fetch.FetchedImage;
import io.clipstreams.topology.fetch.ImageFetcher;
import io.clipstreams.topology.labels.LabelRoute;
import io.clipstreams.topology.labels.LabelTopics;
import io.clipstreams.topology.metrics.PipelineMetrics;
import io.clipstreams.topology.source.ReferenceKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Takes one image from its reference to its answer: fetch, decode, embed, score. Stream threads
 * start work and never wait for it; it goes on on the fetcher's, the decode pool's and the device's
 * threads.
 */
public final class ImagePipeline {

  private final ImageFetcher fetcher;
  private final Preprocessor preprocessor;
  private final Executor decodePool;
  private final MicroBatcher batcher;
  private final LabelTopics labelTopics;
  private final NativeGuard guard;
  private final PipelineMetrics metrics;

  /**
   * @param labelTopics says to which topics of labels copies of an answer can go
   */
  public ImagePipeline(
      ImageFetcher fetcher,
      Preprocessor preprocessor,
      Executor decodePool,
      MicroBatcher batcher,
      LabelTopics labelTopics,
      NativeGuard guard,
      PipelineMetrics metrics) {
    this.fetcher = fetcher;
    this.preprocessor = preprocessor;
    this.decodePool = decodePool;
    this.batcher = batcher;
    this.labelTopics = labelTopics;
    this.guard = guard;
    this.metrics = metrics;
  }

  /** An image under way. Any thread may call. */
  public interface Attempt {
    /** Stops the work where it can be stopped; {@code whenDone} is told in any case. */
    void cancel();

    /** How far it has come. */
    Stage stage();
  }

  /** What an attempt has come to, and whether it shall go on. */
  private static final class Progress implements Attempt {
    private final CompletableFuture<FetchedImage> read;
    private volatile Stage stage = Stage.FETCH;
    private volatile boolean isCancelled;

    Progress(CompletableFuture<FetchedImage> read) {
      this.read = read;
    }

    @Override
    public void cancel() {
      isCancelled = true;
      read.cancel(true);
    }

    void enter(Stage next) {
      stage = next;
    }

    void requireWanted() {
      if (isCancelled) {
        throw new CancellationException("The attempt was stopped at stage " + stage);
      }
    }

    @Override
    public Stage stage() {
      return stage;
    }
  }

  /**
   * Starts an attempt; never blocks.
   *
   * @param whenDone told once, on any thread, when the work has let go of everything it held
   */
  public Attempt start(ReferenceKey key, ImageReference reference, Consumer<Outcome> whenDone) {
    long started = System.nanoTime();
    CompletableFuture<FetchedImage> fetched = fetcher.fetch(reference);
    Progress progress = new Progress(fetched);
    fetched
        .thenCompose(image -> decode(key, image, started, progress))
        .thenCompose(image -> judge(key, reference, image, progress))
        .exceptionally(Outcomes::ofFailure)
        .thenAccept(whenDone);
    return progress;
  }

  private CompletableFuture<DecodedImage> decode(
      ReferenceKey key, FetchedImage fetched, long started, Progress progress) {
    progress.enter(Stage.DECODE);
    long fetchedAt = System.currentTimeMillis();
    long queued = System.nanoTime();
    metrics.fetched(fetched.bytes().length, queued - started);
    CompletableFuture<DecodedImage> decoded = new CompletableFuture<>();
    Runnable decode =
        () -> {
          try (fetched) {
            progress.requireWanted();
            long begun = System.nanoTime();
            PreparedImage prepared =
                guard.run(List.of(key), () -> preprocessor.prepare(fetched.bytes()));
            metrics.decoded(begun - queued, System.nanoTime() - begun);
            decoded.complete(
                new DecodedImage(
                    prepared,
                    fetched.versionId(),
                    fetched.etag(),
                    fetchedAt,
                    System.currentTimeMillis()));
          } catch (CancellationException e) {
            decoded.completeExceptionally(e);
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

  private CompletableFuture<Outcome> judge(
      ReferenceKey key, ImageReference reference, DecodedImage image, Progress progress) {
    progress.requireWanted();
    progress.enter(Stage.INFER);
    return batcher
        .judge(key, reference, image.prepared().pixels())
        .thenApply(judged -> Outcomes.of(image, judged))
        .thenCompose(this::keepRoutesThatLead);
  }

  /** A topic may be gone since its label set was accepted; its copies are left out. */
  private CompletableFuture<Outcome> keepRoutesThatLead(Outcome outcome) {
    if (!(outcome instanceof Outcome.Classified classified)
        || classified.image().routes().isEmpty()) {
      return CompletableFuture.completedFuture(outcome);
    }
    ScoredImage image = classified.image();
    Set<String> topics = image.routes().stream().map(LabelRoute::topic).collect(Collectors.toSet());
    return labelTopics
        .writable(topics)
        .thenApply(writable -> new Outcome.Classified(image.withRoutesTo(writable)));
  }
}
