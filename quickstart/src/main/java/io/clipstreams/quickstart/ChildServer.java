package io.clipstreams.quickstart;

import io.clipstreams.quickstart.Ports.PortClashException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A server in a JVM of its own, that can be killed, stopped and started again at the same port with
 * the same data.
 *
 * <p>One thread at a time calls its methods.
 */
public abstract sealed class ChildServer implements AutoCloseable
    permits ChildKafka, LocalRegistry {

  private static final Duration START_LIMIT = Duration.ofSeconds(180);

  private final Path log;
  private ChildJvm process;

  ChildServer(Path log) {
    this.log = log;
  }

  /** What to run. */
  abstract ChildJvm.Program program();

  /** Whether the server takes requests; asked again and again while it starts. */
  abstract boolean takesRequests();

  /** What the server logs when its port is taken. */
  abstract String portClashMessage();

  /**
   * Starts the process and waits until it takes requests.
   *
   * @throws PortClashException when another process has taken the port
   */
  final void startProcess() {
    ChildJvm.Program program = program();
    process = ChildJvm.start(program, log);
    try {
      process.awaitReady(this::takesRequests, START_LIMIT);
    } catch (LocalServerException e) {
      process.close();
      if (process.logTail().contains(portClashMessage())) {
        throw new PortClashException("the port of " + program.name() + " is taken", e);
      }
      throw e;
    }
  }

  /** The file that the server logs to. */
  public final Path log() {
    return log;
  }

  /** The server's process, as long as it is not started again. */
  public final long pid() {
    return process.pid();
  }

  /** Kills the server with SIGKILL. */
  public final void kill() {
    process.kill();
  }

  /** Starts the server again; one that still runs is shut down in order before. */
  public final void restart() {
    process.close();
    startProcess();
  }

  /** Stops the server with SIGSTOP: connections stay open and nothing answers. */
  public final void stop() {
    process.stop();
  }

  /** Lets a stopped server go on, with SIGCONT. */
  public final void resume() {
    process.resume();
  }

  /** Shuts the server down in order. */
  @Override
  public final void close() {
    process.close();
  }
}
