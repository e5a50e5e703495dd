package io.clipstreams.cli.common;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/**
 * Closes what runs, last opened first, however the process ends: by Ctrl-C, SIGTERM or the
 * command's own end. Whatever cannot be closed in time does not keep the process alive.
 *
 * <p>The command's thread calls {@link #add} and {@link #close}; the JVM's shutdown thread closes
 * too, and only the first of them does anything.
 */
public final class CleanStop implements AutoCloseable {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final PrintWriter err;
  private final Duration limit;
  private final Thread hook = new Thread(this::closeOnSignal, "clean-stop");
  private volatile boolean bySignal;

  /**
   * Listens for the end of the process.
   *
   * @param limit after which the process ends though something is still open
   */
  public CleanStop(PrintWriter err, Duration limit) {
    this.err = err;
    this.limit = limit;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Closes it with the others; at once when the process is ending already. */
  public <T extends AutoCloseable> T add(T resource) {
    synchronized (open) {
      open.push(resource);
    }
    if (bySignal) {
      close();
    }
    return resource;
  }

  /**
   * For a failure on the command's thread: when the process is ending by a signal, that is why it
   * failed, nothing needs to be said, and this never returns.
   */
  public void leaveToSignal() throws InterruptedException {
    if (bySignal) {
      new CountDownLatch(1).await();
    }
  }

  private void closeOnSignal() {
    bySignal = true;
    Thread watchdog =
        new Thread(
            () -> {
              try {
                Thread.sleep(limit.toMillis());
                err.println("not everything could be closed in " + limit.toSeconds() + " s");
                err.flush();
                Runtime.getRuntime().halt(CommandLine.ExitCode.SOFTWARE);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "clean-stop-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
    close();
    watchdog.interrupt();
  }

  @Override
  public void close() {
    // Held for long: the second who closes waits until the first is done.
    synchronized (hook) {
      for (AutoCloseable resource = next(); resource != null; resource = next()) {
        try {
          resource.close();
        } catch (Exception e) {
          err.println("cannot be closed cleanly: " + e);
          err.flush();
        }
      }
    }
    forgetHook();
  }

  private AutoCloseable next() {
    synchronized (open) {
      return open.poll();
    }
  }

  private void forgetHook() {
    if (!bySignal) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process began to end just now; the hook finds nothing to close.
      }
    }
  }
}
