package io.clipstreams.cli.ops;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How the process is. The command's thread tells; the threads of the HTTP server ask.
 *
 * <p>It is alive until it cannot go on: waiting for brokers, loading a model and restoring a store
 * take their time, and killing it would only begin them again. It is ready while it reads images.
 */
final class Health {

  private volatile State state = State.before("starting");

  private record State(
      Supplier<String> phase, BooleanSupplier ready, CompletableFuture<Throwable> failure) {

    static State before(String phase) {
      return new State(() -> phase, () -> false, new CompletableFuture<>());
    }
  }

  /**
   * An answer to a probe.
   *
   * @param ok whether it is as the probe wants it
   * @param status in a word or two
   * @param detail what the process does, or why it cannot go on
   */
  record Verdict(boolean ok, String status, String detail) {}

  /** What is done while there is no application yet. */
  void phase(String phase) {
    state = State.before(phase);
  }

  /**
   * From now on the application is asked.
   *
   * @param failure completes when it cannot go on
   */
  void follow(Supplier<String> phase, BooleanSupplier ready, CompletableFuture<Throwable> failure) {
    state = new State(phase, ready, failure);
  }

  Verdict live() {
    State now = state;
    return now.failure.isDone()
        ? new Verdict(false, "dead", reason(now))
        : new Verdict(true, "alive", now.phase.get());
  }

  Verdict ready() {
    State now = state;
    if (now.failure.isDone()) {
      return new Verdict(false, "dead", reason(now));
    }
    return now.ready.getAsBoolean()
        ? new Verdict(true, "ready", now.phase.get())
        : new Verdict(false, "not ready", now.phase.get());
  }

  private static String reason(State failed) {
    return String.valueOf(failed.failure.join().getMessage());
  }
}
