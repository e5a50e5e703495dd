package io.clipstreams.topology.fetch;

import io.clipstreams.schemas.ImageReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends each reference to the fetcher of its URI's scheme; only configured schemes are read. */
public final class SchemeFetcher implements ImageFetcher {

  private final Map<String, ImageFetcher> fetchers;

  /**
   * @param fetchers by scheme, in lower case; closed with this
   */
  public SchemeFetcher(Map<String, ImageFetcher> fetchers) {
    this.fetchers = Map.copyOf(fetchers);
  }

  @Override
  public CompletableFuture<FetchedImage> fetch(ImageReference reference) {
    Optional<ImageUri> uri = ImageUri.parse(reference.getUri());
    if (uri.isEmpty()) {
      return refused("malformed-uri", "Not of the form s3://bucket/key: " + reference.getUri());
    }
    ImageFetcher fetcher = fetchers.get(uri.get().scheme());
    return fetcher == null
        ? refused(
            "scheme-not-allowed",
            "%s:// is not read here, only %s".formatted(uri.get().scheme(), fetchers.keySet()))
        : fetcher.fetch(reference);
  }

  private static CompletableFuture<FetchedImage> refused(String reason, String message) {
    return CompletableFuture.failedFuture(FetchException.permanent(reason, message, null));
  }

  @Override
  public void close() {
    fetchers.values().forEach(ImageFetcher::close);
  }
}
