package io.clipstreams.topology.testing;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.fetch.ByteBudget;
import io.clipstreams.topology.fetch.FetchException;
import io.clipstreams.topology.fetch.FetchedImage;
import io.clipstreams.topology.fetch.ImageFetcher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads that end when and how the test says. */
public final class FakeFetcher implements ImageFetcher {

  private final ByteBudget budget = new ByteBudget(1_000_000);
  private final List<Read> reads = new ArrayList<>();

  /** A read under way. */
  public record Read(ImageReference reference, CompletableFuture<FetchedImage> result) {}

  @Override
  public CompletableFuture<FetchedImage> fetch(ImageReference reference) {
    Read read = new Read(reference, new CompletableFuture<>());
    reads.add(read);
    return read.result;
  }

  /** The URIs that are being read. */
  public List<String> reading() {
    return reads.stream().map(read -> read.reference.getUri()).toList();
  }

  /** The URIs that are being read, and that somebody still wants. */
  public List<String> wanted() {
    return reads.stream()
        .filter(read -> !read.result.isDone())
        .map(read -> read.reference.getUri())
        .toList();
  }

  /** The reads that nobody wants any more end. */
  public void forgetUnwanted() {
    reads.removeIf(read -> read.result.isDone());
  }

  /** All reads under way bring a picture that is named like its object. */
  public void answerAll() {
    List.copyOf(reads).forEach(read -> answer(read.reference.getUri()));
  }

  /** The read of this URI brings a picture that is named like the object. */
  public void answer(String uri) {
    answer(uri, uri.substring(uri.lastIndexOf('/') + 1));
  }

  public void answer(String uri, String picture) {
    byte[] bytes = picture.getBytes(StandardCharsets.US_ASCII);
    FetchedImage image =
        new FetchedImage(
            bytes, Optional.of("v1"), Optional.of("e1"), budget.reserve(bytes.length).join());
    if (!take(uri).result.complete(image)) {
      image.close();
    }
  }

  public void fail(String uri, FetchException error) {
    take(uri).result.completeExceptionally(error);
  }

  private Read take(String uri) {
    Read found =
        reads.stream()
            .filter(read -> read.reference.getUri().equals(uri))
            .findFirst()
            .orElseThrow(() -> new AssertionError(uri + " is not being read, but " + reading()));
    reads.remove(found);
    return found;
  }

  /** Whether the read of this URI was cancelled. */
  public boolean isCancelled(String uri) {
    return reads.stream()
        .filter(read -> read.reference.getUri().equals(uri))
        .allMatch(read -> read.result.isCancelled());
  }

  /** Bytes that were read and not given back. */
  public long bytesHeld() {
    return budget.reserved();
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
