package io.clipstreams.topology;

import io.clipstreams.topology.config.ClipStreamsConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The application in this process. Any thread may call any method; {@link #open}, {@link #start},
 * {@link #awaitReady} and {@link #close} block.
 */
public final class ClipStreamsApp implements AutoCloseable {

  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  private ClipStreamsApp() {}

  /**
   * Checks the configuration against this machine, locks {@code state.dir} and loads the model.
   *
   * @throws org.apache.kafka.common.config.ConfigException when the configuration cannot work here
   */
  public static ClipStreamsApp open(ClipStreamsConfig config) {
    return new ClipStreamsApp();
  }

  /** Registers the output schemas, waiting for the registry, and starts to work. */
  public void start() throws InterruptedException {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * Waits until images are being read.
   *
   * @return false when that took longer than {@code atMost}, or the application has failed
   */
  public boolean awaitReady(Duration atMost) throws InterruptedException {
    throw new UnsupportedOperationException("being written");
  }

  /** Whether images are being read: for a readiness probe. */
  public boolean isReady() {
    return false;
  }

  /**
   * Completes with the reason when the application cannot go on. Whoever runs it says so, closes
   * it, and ends the process; a process whose device hangs may have to be halted.
   */
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** Stops reading, commits what is done, and frees everything, within {@code close.timeout.ms}. */
  @Override
  public void close() {
    throw new UnsupportedOperationException("being written");
  }
}
