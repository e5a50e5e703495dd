package io.clipstreams.benchmarks.line;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.fetch.FetchedImage;
import io.clipstreams.topology.fetch.ImageFetcher;
import java.util.concurrent.CompletableFuture;

/** Notes how long fetches take. */
final class MeteredFetcher implements ImageFetcher {

  private final ImageFetcher fetcher;
  private final Durations fetches;

  MeteredFetcher(ImageFetcher fetcher, Durations fetches) {
    this.fetcher = fetcher;
    this.fetches = fetches;
  }

  @Override
  public CompletableFuture<FetchedImage> fetch(ImageReference reference) {
    long begin = System.nanoTime();
    CompletableFuture<FetchedImage> fetched = fetcher.fetch(reference);
    // The fetcher's own future is handed on: cancelling must reach it.
    fetched.whenComplete((image, error) -> fetches.add(System.nanoTime() - begin));
    return fetched;
  }

  @Override
  public void close() {
    fetcher.close();
  }
}
