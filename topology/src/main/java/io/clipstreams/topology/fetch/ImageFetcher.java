package io.clipstreams.topology.fetch;

import io.clipstreams.schemas.ImageReference;
import java.util.concurrent.CompletableFuture;

/** Reads the bytes of images. Safe for use by many threads; never blocks. */
public interface ImageFetcher extends AutoCloseable {

  /**
   * Makes one attempt. Cancelling the future aborts it.
   *
   * @return completes on a thread of the fetcher, with a {@link FetchException} where the bytes
   *     could not be had
   */
  CompletableFuture<FetchedImage> fetch(ImageReference reference);

  /** Aborts what is under way. */
  @Override
  void close();
}
