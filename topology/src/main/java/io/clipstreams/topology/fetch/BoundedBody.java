package io.clipstreams.topology.fetch;

import io.clipstreams.topology.fetch.ByteBudget.Reservation;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Collects an object's bytes. Their number is known from the answer's header, or taken to be the
 * most that is allowed; that many are reserved before the body is asked for, and no more are
 * accepted. Called by the client's threads, one after another.
 */
final class BoundedBody implements AsyncResponseTransformer<GetObjectResponse, FetchedImage> {

  private final ByteBudget budget;
  private final int maxBytes;
  private CompletableFuture<FetchedImage> result;
  private GetObjectResponse response;

  BoundedBody(ByteBudget budget, int maxBytes) {
    this.budget = budget;
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletableFuture<FetchedImage> prepare() {
    result = new CompletableFuture<>();
    return result;
  }

  @Override
  public void onResponse(GetObjectResponse answer) {
    response = answer;
  }

  @Override
  public void onStream(SdkPublisher<ByteBuffer> body) {
    Long length = response.contentLength();
    if (length != null && length > maxBytes) {
      result.completeExceptionally(tooLarge(length + " bytes"));
      body.subscribe(new Refusal());
      return;
    }
    CompletableFuture<FetchedImage> image = result;
    CompletableFuture<Reservation> reserved =
        budget.reserve(length == null ? maxBytes : Math.max(length, 1));
    // Whatever ends the attempt gives the bytes back, unless the image carries them.
    image.whenComplete(
        (done, error) -> {
          if (error != null && !reserved.cancel(false)) {
            reserved.thenAccept(Reservation::close);
          }
        });
    reserved.thenAccept(reservation -> body.subscribe(new Collector(length, reservation, image)));
  }

  @Override
  public void exceptionOccurred(Throwable error) {
    result.completeExceptionally(error);
  }

  private FetchException tooLarge(String size) {
    return FetchException.permanent(
        "too-large", "The object has %s, at most %d are read".formatted(size, maxBytes), null);
  }

  /** Takes none of the body. */
  private static final class Refusal implements Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(ByteBuffer part) {
      // Cancelled before anything was asked for.
    }

    @Override
    public void onError(Throwable error) {
      // The result has its error already.
    }

    @Override
    public void onComplete() {
      // As above.
    }
  }

  /** Takes the body into memory. */
  private final class Collector implements Subscriber<ByteBuffer> {

    private final Long announced;
    private final Reservation reservation;
    private final CompletableFuture<FetchedImage> image;
    private final BoundedBuffer buffer;
    private Subscription subscription;

    Collector(Long announced, Reservation reservation, CompletableFuture<FetchedImage> image) {
      this.announced = announced;
      this.reservation = reservation;
      this.image = image;
      this.buffer =
          announced == null
              ? BoundedBuffer.growing(maxBytes)
              : BoundedBuffer.ofSize(announced.intValue());
    }

    @Override
    public void onSubscribe(Subscription asked) {
      subscription = asked;
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer part) {
      if (image.isDone()) {
        subscription.cancel();
      } else if (!buffer.add(part)) {
        subscription.cancel();
        image.completeExceptionally(
            announced == null
                ? tooLarge("more bytes")
                : FetchException.transientFailure(
                    "broken-body",
                    "The body is longer than the %d bytes announced".formatted(announced),
                    null));
      }
    }

    @Override
    public void onError(Throwable error) {
      image.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
      if (announced != null && buffer.size() < announced) {
        image.completeExceptionally(
            FetchException.transientFailure(
                "broken-body",
                "The body has %d bytes of %d announced".formatted(buffer.size(), announced),
                null));
        return;
      }
      FetchedImage fetched =
          new FetchedImage(
              buffer.toBytes(),
              Optional.ofNullable(response.versionId()),
              Optional.ofNullable(response.eTag()).map(Etags::unquoted),
              reservation);
      if (!image.complete(fetched)) {
        fetched.close();
      }
    }
  }
}
