package io.clipstreams.topology.work;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.Pixels;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.crash.NativeGuard;
import io.clipstreams.topology.fetch.FetchedImage;
import io.clipstreams.topology.fetch.ImageFetcher;
import io.clipstreams.topology.source.ReferenceKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Reads single images for somebody who looks at them, within the limits of all images: the same
 * fetcher, the same decode pool, the same model. Whoever looks bounds how many at a time. Any
 * thread but a stream thread may call.
 */
public final class Viewer {

  private final ImageFetcher fetcher;
  private final Executor decodePool;
  private final NativeGuard guard;
  private final ClipModel model;

  public Viewer(ImageFetcher fetcher, Executor decodePool, NativeGuard guard, ClipModel model) {
    this.fetcher = fetcher;
    this.decodePool = decodePool;
    this.guard = guard;
    this.model = model;
  }

  /**
   * The picture as the model sees it. One attempt; never blocks. Cancelling does not stop it: it
   * ends by the fetcher's own limits, and gives back the bytes that it took.
   *
   * @param key the reference that named the image, for the crash journal
   */
  public CompletableFuture<Pixels> view(ReferenceKey key, ImageReference reference) {
    return fetcher.fetch(reference).thenApplyAsync(fetched -> decode(key, fetched), decodePool);
  }

  private Pixels decode(ReferenceKey key, FetchedImage fetched) {
    try (fetched) {
      return guard.run(List.of(key), () -> model.preprocessor().prepare(fetched.bytes()).pixels());
    } catch (ImageRefusedException e) {
      throw new DecodeException(e);
    }
  }

  /** The model, for small batches; a call waits for the batch that is under way. */
  public ClipModel model() {
    return model;
  }
}
