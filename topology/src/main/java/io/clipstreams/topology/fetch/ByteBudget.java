package io.clipstreams.topology.fetch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many bytes of objects may be in memory at a time. Bytes are reserved whole, before the first
 * one is read, so that no two reads wait for each other half done; first come, first served, so
 * that a large object is not overtaken for ever. Any thread may call; nothing blocks.
 */
public final class ByteBudget {

  private final long total;
  private final Deque<Request> waiting = new ArrayDeque<>();
  private long reserved;

  public ByteBudget(long total) {
    this.total = total;
  }

  private record Request(long bytes, CompletableFuture<Reservation> granted) {}

  /**
   * Asks for bytes.
   *
   * @param bytes at most the total
   * @return completes when it is this request's turn; cancelling it withdraws the request
   */
  public CompletableFuture<Reservation> reserve(long bytes) {
    if (bytes > total) {
      throw new IllegalArgumentException("%d bytes of %d were asked for".formatted(bytes, total));
    }
    Request request = new Request(bytes, new CompletableFuture<>());
    synchronized (this) {
      waiting.add(request);
    }
    request.granted.whenComplete(
        (reservation, withdrawn) -> {
          if (withdrawn != null) {
            grantWaiting();
          }
        });
    grantWaiting();
    return request.granted;
  }

  private void grantWaiting() {
    List<Request> grants = new ArrayList<>();
    synchronized (this) {
      waiting.removeIf(request -> request.granted.isDone());
      while (!waiting.isEmpty() && reserved + waiting.peek().bytes <= total) {
        Request next = waiting.remove();
        reserved += next.bytes;
        grants.add(next);
      }
    }
    for (Request request : grants) {
      Reservation reservation = new Reservation(request.bytes);
      if (!request.granted.complete(reservation)) {
        reservation.close();
      }
    }
  }

  /** How many bytes are reserved now. */
  public synchronized long reserved() {
    return reserved;
  }

  /** Bytes that may be used until this is closed. */
  public final class Reservation implements AutoCloseable {

    private final long bytes;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Reservation(long bytes) {
      this.bytes = bytes;
    }

    /** Gives the bytes back; a second call does nothing. */
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        synchronized (ByteBudget.this) {
          reserved -= bytes;
        }
        grantWaiting();
      }
    }
  }
}
