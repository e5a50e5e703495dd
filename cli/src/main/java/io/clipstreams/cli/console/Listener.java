package io.clipstreams.cli.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one page has still to be told. The feed's thread offers, the page's stream takes. A page
 * that is slow misses events and is told how many; it never holds the feed up.
 */
final class Listener {

  static final int MOST_WAITING = 500;

  private final BlockingQueue<FeedEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicInteger missed = new AtomicInteger();

  void offer(FeedEvent event) {
    if (!waiting.offer(event)) {
      missed.incrementAndGet();
    }
  }

  /** What there is, after waiting for the first; empty when nothing came in time. */
  List<FeedEvent> take(Duration atMost) throws InterruptedException {
    List<FeedEvent> taken = new ArrayList<>();
    FeedEvent first = waiting.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (first != null) {
      taken.add(first);
      waiting.drainTo(taken);
    }
    return taken;
  }

  /** How many were missed since this was asked last. */
  int missed() {
    return missed.getAndSet(0);
  }
}
