package io.clipstreams.cli.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.topology.config.HttpSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server: each path answers GET and HEAD, or POST. Its own threads call the endpoints,
 * several at a time.
 */
final class HttpEndpoints implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HttpEndpoints.class);

  private static final String JSON = "application/json";

  /** Enough that a few clients that hang do not keep a probe from being answered. */
  private static final int THREADS = 16;

  /** Bounds of the JDK's server, which has none of its own; it reads them once in a process. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxRspTime", "60",
          "jdk.httpserver.maxConnections", "200");

  private final HttpServer server;
  private final ExecutorService threads;
  private final String host;

  /** Answers a request; may be called by many threads. */
  interface Endpoint {
    Answer answer() throws Exception;
  }

  /** Answers what is posted; may be called by many threads. */
  interface PostEndpoint {

    /**
     * @param query what follows the question mark; null where nothing does
     */
    Answer answer(String query, byte[] body) throws Exception;
  }

  /** What a request is answered with. */
  record Answer(int status, String contentType, String body) {

    static Answer json(int status, String body) {
      return new Answer(status, JSON + "; charset=utf-8", body + "\n");
    }
  }

  private HttpEndpoints(HttpServer server, ExecutorService threads, String host) {
    this.server = server;
    this.threads = threads;
    this.host = host;
  }

  /**
   * Starts to answer.
   *
   * @param endpoints by path
   * @throws CliException when the port cannot be had
   */
  static HttpEndpoints start(String host, int port, Map<String, Endpoint> endpoints) {
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
    AtomicInteger number = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "http-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    Map<String, Endpoint> paths = new TreeMap<>(endpoints);
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, paths));
    server.start();
    return new HttpEndpoints(server, threads, host);
  }

  /**
   * Takes POSTs of JSON, too.
   *
   * @param mostBytes a larger body is refused
   */
  void post(String path, int mostBytes, PostEndpoint endpoint) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            send(exchange, answer(exchange, path, mostBytes, endpoint));
          }
        });
  }

  private static Answer answer(
      HttpExchange exchange, String path, int mostBytes, PostEndpoint endpoint) {
    if (!exchange.getRequestURI().getPath().equals(path)) {
      return text(404, "There is: " + path + "\n");
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      return text(405, "Only POST is answered\n");
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.startsWith(JSON)) {
      // No page of another site can send that without being asked for permission first.
      return text(415, "Only " + JSON + " is taken\n");
    }
    try {
      byte[] body = exchange.getRequestBody().readNBytes(mostBytes + 1);
      return body.length > mostBytes
          ? text(413, "At most %,d bytes are taken\n".formatted(mostBytes))
          : endpoint.answer(exchange.getRequestURI().getQuery(), body);
    } catch (Exception | Error e) {
      return failed(path, e);
    }
  }

  private static void handle(HttpExchange exchange, Map<String, Endpoint> paths)
      throws IOException {
    try (exchange) {
      send(exchange, answer(exchange, paths));
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer answer(HttpExchange exchange, Map<String, Endpoint> paths) {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return text(405, "Only GET and HEAD are answered\n");
    }
    String path = exchange.getRequestURI().getPath();
    Endpoint endpoint = paths.get(path);
    if (endpoint == null) {
      return text(404, "There are: " + String.join(", ", paths.keySet()) + "\n");
    }
    try {
      return endpoint.answer();
    } catch (Exception | Error e) {
      return failed(path, e);
    }
  }

  private static Answer failed(String path, Throwable reason) {
    log.warn("{} could not be answered", path, reason);
    return text(500, "Failed: " + reason + "\n");
  }

  private static Answer text(int status, String body) {
    return new Answer(status, "text/plain; charset=utf-8", body);
  }

  /** Where it answers, such as {@code http://127.0.0.1:8080}. */
  String url() {
    boolean literalV6 = host.contains(":");
    return "http://%s:%d"
        .formatted(literalV6 ? "[" + host + "]" : host, server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
