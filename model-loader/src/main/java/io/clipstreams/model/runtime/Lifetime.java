package io.clipstreams.model.runtime;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps native memory from being freed under a call. Calls come from any thread and run side by
 * side; the end waits for those under way and fails later ones.
 */
final class Lifetime {

  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
  private boolean over;

  <T> T during(Supplier<T> call) {
    lock.readLock().lock();
    try {
      if (over) {
        throw new IllegalStateException("the model is closed");
      }
      return call.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Runs an action, or does nothing after the end. */
  void unlessOver(Runnable action) {
    lock.readLock().lock();
    try {
      if (!over) {
        action.run();
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Runs the last action; a second end does nothing. */
  void end(Runnable last) {
    lock.writeLock().lock();
    try {
      if (!over) {
        over = true;
        last.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
