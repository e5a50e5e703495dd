package io.clipstreams.benchmarks.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before a server on this machine and hands each request on after a while, as a distant
 * server would answer. What comes at a time is taken for one request, which holds for requests
 * without a body. Two threads for each connection.
 */
final class LatencyProxy implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;
  private static final int BACKLOG = 1_024;

  private final ServerSocket listener;
  private final int target;
  private final Duration delay;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "latency-proxy");
            thread.setDaemon(true);
            return thread;
          });

  private LatencyProxy(ServerSocket listener, int target, Duration delay) {
    this.listener = listener;
    this.target = target;
    this.delay = delay;
  }

  /**
   * Starts to listen on a free port.
   *
   * @param target the server's port
   */
  static LatencyProxy start(int target, Duration delay) throws IOException {
    LatencyProxy proxy =
        new LatencyProxy(
            new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), target, delay);
    proxy.threads.execute(proxy::accept);
    return proxy;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        threads.execute(() -> relay(client, server, delay));
        threads.execute(() -> relay(server, client, Duration.ZERO));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException("the proxy cannot connect to port " + target, e);
        }
      }
    }
  }

  /** Until one of the two ends it, which ends both. */
  private static void relay(Socket from, Socket to, Duration delay) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        Thread.sleep(delay.toMillis());
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // The other direction has ended, and closed both sockets: the client sees it by itself.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
