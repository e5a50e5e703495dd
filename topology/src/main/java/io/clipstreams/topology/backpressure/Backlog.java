package io.clipstreams.topology.backpressure;

import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many references are stored and wait, over all tasks of the process. Any thread may ask. */
public final class Backlog {

  private final int limit;
  private final AtomicInteger parked = new AtomicInteger();
  private final Set<Share> shares = ConcurrentHashMap.newKeySet();

  public Backlog(int limit) {
    this.limit = limit;
  }

  /** Whether no more should be read. */
  boolean isFull() {
    return parked.get() > limit;
  }

  /** Whether reading should go on, when it was stopped. */
  boolean isLow() {
    return parked.get() <= limit / 2;
  }

  /** How many references wait now. */
  public int parked() {
    return parked.get();
  }

  /**
   * When the oldest reference without an answer was stored, whether it waits or is under way, in
   * milliseconds since the epoch; empty when all have theirs.
   */
  public OptionalLong oldestReceivedAt() {
    return shares.stream()
        .mapToLong(share -> share.oldest)
        .filter(oldest -> oldest != Share.NONE)
        .min();
  }

  /** A task's part in the backlog; for its stream thread. */
  public Share newShare() {
    Share share = new Share();
    shares.add(share);
    return share;
  }

  /** What one task adds. */
  public final class Share implements AutoCloseable {

    private static final long NONE = Long.MIN_VALUE;

    private int mine;
    private volatile long oldest = NONE;

    private Share() {}

    /**
     * How the task stands now.
     *
     * @param oldestReceivedAt of all its references, in milliseconds since the epoch
     */
    public void set(int parkedHere, OptionalLong oldestReceivedAt) {
      parked.addAndGet(parkedHere - mine);
      mine = parkedHere;
      oldest = oldestReceivedAt.orElse(NONE);
    }

    @Override
    public void close() {
      set(0, OptionalLong.empty());
      shares.remove(this);
    }
  }
}
