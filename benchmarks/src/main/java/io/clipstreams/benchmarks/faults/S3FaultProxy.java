package io.clipstreams.benchmarks.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before an S3 server and spoils its answers. It passes bytes on as they are, so that the
 * server behind checks the signatures of its clients' own requests; each connection serves one
 * request without a body, as reads of objects are.
 *
 * <p>One thread for each connection, and one that accepts. Any thread may call any method.
 */
public final class S3FaultProxy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(S3FaultProxy.class);

  private static final double SHARE = 0.3;
  private static final Duration LATENCY = Duration.ofSeconds(5);
  private static final Duration REBIND_LIMIT = Duration.ofSeconds(60);
  private static final int BACKLOG = 256;
  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final int MAX_ANSWER_BYTES = 64 * 1024 * 1024;
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final InetSocketAddress server;
  private final int port;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private volatile S3Fault fault = S3Fault.NONE;
  private ServerSocket listener;

  private S3FaultProxy(InetSocketAddress server) throws IOException {
    this.server = server;
    this.listener = bind(0);
    this.port = listener.getLocalPort();
    accept(listener);
  }

  /** Starts to listen on a free port. */
  public static S3FaultProxy start(URI server) {
    try {
      return new S3FaultProxy(new InetSocketAddress(server.getHost(), server.getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException("the proxy before S3 cannot listen", e);
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Where clients find S3; stays the same. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Does this to all answers from now on, and nothing else. */
  public synchronized void inject(S3Fault next) {
    fault = next;
    try {
      if (next == S3Fault.DOWN) {
        listener.close();
        connections.forEach(S3FaultProxy::reset);
      } else if (listener.isClosed()) {
        listener = rebind();
        accept(listener);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the proxy before S3 cannot change to " + next, e);
    }
  }

  /** The port can be in use for a moment, as the near end of somebody's connection. */
  private ServerSocket rebind() throws IOException {
    long deadline = System.nanoTime() + REBIND_LIMIT.toNanos();
    while (true) {
      try {
        return bind(port);
      } catch (BindException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        try {
          Thread.sleep(100);
        } catch (InterruptedException interrupt) {
          Thread.currentThread().interrupt();
          throw e;
        }
      }
    }
  }

  private void accept(ServerSocket open) {
    start(
        "s3-proxy-accept",
        () -> {
          while (!open.isClosed()) {
            try {
              Socket client = open.accept();
              connections.add(client);
              start("s3-proxy", () -> serve(client));
            } catch (IOException e) {
              if (!open.isClosed()) {
                LOG.error("The proxy before S3 accepts no connections any more", e);
                return;
              }
            }
          }
        });
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket client) {
    try (client;
        Socket behind = new Socket()) {
      byte[] request = readHead(client.getInputStream());
      S3Fault now = fault;
      if (request.length == 0 || now == S3Fault.DOWN) {
        return;
      }
      if (now == S3Fault.SLOW) {
        Thread.sleep(LATENCY.toMillis());
      }
      boolean spoil = ThreadLocalRandom.current().nextDouble() < SHARE;
      if (now == S3Fault.ERRORS && spoil) {
        client.getOutputStream().write(error());
        return;
      }
      behind.connect(server);
      behind.getOutputStream().write(lastOfItsConnection(request));
      byte[] answer = behind.getInputStream().readNBytes(MAX_ANSWER_BYTES);
      answer(client, answer, spoil ? now : S3Fault.NONE);
    } catch (IOException e) {
      // A client that goes away, or that the fault has cut off.
      LOG.debug("A connection to S3 broke", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(client);
    }
  }

  private static byte[] readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < END_OF_HEAD.length) {
      int next = in.read();
      if (next < 0) {
        return new byte[0];
      }
      head.write(next);
      matched = next == END_OF_HEAD[matched] ? matched + 1 : next == END_OF_HEAD[0] ? 1 : 0;
      if (head.size() > MAX_HEAD_BYTES) {
        throw new IOException("a request's head is longer than " + MAX_HEAD_BYTES + " bytes");
      }
    }
    return head.toByteArray();
  }

  /** The header is of the connection, and so not signed. */
  private static byte[] lastOfItsConnection(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String kept = text.replaceAll("(?i)\r\nconnection:[^\r]*", "");
    return kept.replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] error() {
    boolean busy = ThreadLocalRandom.current().nextBoolean();
    String body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code></Error>"
            .formatted(busy ? "ServiceUnavailable" : "InternalError");
    return """
    HTTP/1.1 %s
    Content-Type: application/xml
    Content-Length: %d
    Connection: close

    %s"""
        .formatted(
            busy ? "503 Service Unavailable" : "500 Internal Server Error", body.length(), body)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void answer(Socket client, byte[] answer, S3Fault fault) throws IOException {
    OutputStream out = client.getOutputStream();
    int body = endOfHead(answer);
    if (fault == S3Fault.CUT) {
      out.write(answer, 0, body + (answer.length - body) / 2);
      out.flush();
      reset(client);
    } else if (fault == S3Fault.LONG) {
      byte[] longer = Arrays.copyOf(answer, answer.length + 1_000);
      Arrays.fill(longer, answer.length, longer.length, (byte) 'x');
      out.write(longer);
    } else {
      out.write(answer);
    }
  }

  private static int endOfHead(byte[] answer) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    return end < 0 ? answer.length : end + END_OF_HEAD.length;
  }

  /** Closes it so that the other end sees a broken connection, not an end. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      LOG.debug("A connection was closed already", e);
    }
  }

  @Override
  public void close() {
    inject(S3Fault.DOWN);
  }
}
