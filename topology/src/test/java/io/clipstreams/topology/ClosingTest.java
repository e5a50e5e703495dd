package io.clipstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ClosingTest {

  private final Closing closing = new Closing();
  private final List<String> closed = new ArrayList<>();

  private void add(String name) {
    closing.add((AutoCloseable) () -> closed.add(name));
  }

  private void addFailing(String name, Throwable failure) {
    closing.add(
        (AutoCloseable)
            () -> {
              closed.add(name);
              if (failure instanceof Exception exception) {
                throw exception;
              }
              throw (Error) failure;
            });
  }

  @Test
  void theLastIsClosedFirst() {
    add("model");
    add("fetcher");
    add("watchdog");
    closing.close();
    assertThat(closed).containsExactly("watchdog", "fetcher", "model");
  }

  @Test
  void whatCannotBeClosedKeepsNothingElseOpen() {
    add("model");
    addFailing("fetcher", new IllegalStateException("no"));
    addFailing("decoder", new UnsatisfiedLinkError("no"));
    closing.close();
    assertThat(closed).containsExactly("decoder", "fetcher", "model");
  }

  @Test
  void everythingIsClosedOnce() {
    add("model");
    closing.close();
    closing.close();
    assertThat(closed).containsExactly("model");
  }

  @Test
  void anInterruptionIsNotLost() {
    add("model");
    addFailing("fetcher", new InterruptedException());
    closing.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(closed).containsExactly("fetcher", "model");
  }

  @Test
  void threadsOfAPoolAreStopped() {
    ExecutorService pool = closing.add(Executors.newSingleThreadExecutor());
    closing.close();
    assertThat(pool.isShutdown()).isTrue();
  }
}
