package io.clipstreams.cli.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.topology.config.HttpSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server. Its own threads call the endpoints, several at a time; streams have threads
 * of their own, so that who only listens keeps no probe from being answered.
 */
public final class HttpEndpoints implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HttpEndpoints.class);

  /** Enough that a few clients that hang do not keep a probe from being answered. */
  private static final int THREADS = 16;

  /** How many may listen to streams at a time. */
  static final int STREAMS = 16;

  /** Bounds of the JDK's server, which has none of its own; it reads them once in a process. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxRspTime", "60",
          "jdk.httpserver.maxConnections", "200");

  private final HttpServer server;
  private final ExecutorService threads;
  private final ExecutorService streams;
  private final String host;

  private HttpEndpoints(
      HttpServer server, ExecutorService threads, ExecutorService streams, String host) {
    this.server = server;
    this.threads = threads;
    this.streams = streams;
    this.host = host;
  }

  /**
   * Starts to answer.
   *
   * @throws CliException when the port cannot be had
   */
  public static HttpEndpoints start(String host, int port, Routes routes) {
    LIMITS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new CliException("%s %s is no address".formatted(HttpSettings.HOST, host));
    }
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new CliException(
          "port %d on %s cannot be had: %s. Set %s to another, to 0 for any, or to -1 for none"
              .formatted(port, host, e.getMessage(), HttpSettings.PORT),
          e);
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, named("http-"));
    ExecutorService streams =
        new ThreadPoolExecutor(
            0, STREAMS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), named("http-stream-"));
    HttpEndpoints endpoints = new HttpEndpoints(server, threads, streams, host);
    server.setExecutor(threads);
    server.createContext("/", exchange -> endpoints.handle(exchange, routes));
    server.start();
    return endpoints;
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private void handle(HttpExchange exchange, Routes routes) throws IOException {
    Answer answer = answer(exchange, routes);
    if (answer.stream().isPresent() && !exchange.getRequestMethod().equals("HEAD")) {
      stream(exchange, answer);
    } else {
      send(exchange, answer);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      head(exchange, answer);
      byte[] body = answer.body();
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
      if (!head && body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static void head(HttpExchange exchange, Answer answer) {
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    answer.headers().forEach(exchange.getResponseHeaders()::set);
  }

  private void stream(HttpExchange exchange, Answer answer) throws IOException {
    try {
      streams.execute(() -> runStream(exchange, answer));
    } catch (RejectedExecutionException e) {
      send(exchange, Answer.text(503, "%d streams are open already\n".formatted(STREAMS)));
    }
  }

  private static void runStream(HttpExchange exchange, Answer answer) {
    try (exchange) {
      head(exchange, answer);
      exchange.sendResponseHeaders(answer.status(), 0);
      answer.stream().orElseThrow().writeTo(exchange.getResponseBody());
    } catch (IOException e) {
      log.debug("a listener has gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("{} could not go on", exchange.getRequestURI().getPath(), e);
    }
  }

  private static Answer answer(HttpExchange exchange, Routes routes) {
    String path = exchange.getRequestURI().getPath();
    Optional<Routes.Route> route = routes.find(path);
    if (route.isEmpty()) {
      return Answer.text(404, "There are: " + String.join(", ", routes.paths()) + "\n");
    }
    String method = exchange.getRequestMethod();
    if (!route.get().methods().contains(method)) {
      exchange.getResponseHeaders().set("Allow", String.join(", ", route.get().methods()));
      return Answer.text(405, "Only %s here\n".formatted(String.join(", ", route.get().methods())));
    }
    try {
      return route.get().endpoint().answer(Request.read(exchange));
    } catch (Request.TooLargeException e) {
      return Answer.text(413, e.getMessage() + "\n");
    } catch (Exception | Error e) {
      log.warn("{} could not be answered", path, e);
      return Answer.text(500, "Failed: " + e + "\n");
    }
  }

  /** Where it answers, such as {@code http://127.0.0.1:8080}. */
  public String url() {
    boolean literalV6 = host.contains(":");
    return "http://%s:%d"
        .formatted(literalV6 ? "[" + host + "]" : host, server.getAddress().getPort());
  }

  @Override
  public void close() {
    streams.shutdownNow();
    server.stop(0);
    threads.shutdownNow();
  }
}
