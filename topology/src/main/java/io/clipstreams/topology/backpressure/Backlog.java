package io.clipstreams.topology.backpressure;

import java.util.concurrent.atomic.AtomicInteger;

/** How many references are stored and wait, over all tasks of the process. Any thread may ask. */
public final class Backlog {

  private final int limit;
  private final AtomicInteger parked = new AtomicInteger();

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

  /** A task's part in the backlog; for its stream thread. */
  public Share newShare() {
    return new Share();
  }

  /** What one task adds. */
  public final class Share implements AutoCloseable {

    private int mine;

    private Share() {}

    public void set(int parkedHere) {
      parked.addAndGet(parkedHere - mine);
      mine = parkedHere;
    }

    @Override
    public void close() {
      set(0);
    }
  }
}
