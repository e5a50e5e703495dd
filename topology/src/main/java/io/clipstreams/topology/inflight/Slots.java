package io.clipstreams.topology.inflight;

import java.util.concurrent.Semaphore;

/**
 * A place for each image that may be under way in this process. Any thread may call; none waits.
 */
public final class Slots {

  private final int all;
  private final Semaphore free;

  public Slots(int all) {
    this.all = all;
    this.free = new Semaphore(all);
  }

  boolean tryAcquire() {
    return free.tryAcquire();
  }

  void release() {
    free.release();
  }

  /** How many images are under way. */
  public int taken() {
    return all - free.availablePermits();
  }
}
