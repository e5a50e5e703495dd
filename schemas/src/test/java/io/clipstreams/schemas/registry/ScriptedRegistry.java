package io.clipstreams.schemas.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server that misbehaves in the order it is told to, as a real registry does only when it
 * is broken. What is not scripted is answered with 500.
 */
public final class ScriptedRegistry implements AutoCloseable {

  private static final int CUT = -1;

  private record Step(int status, String body, long delayMs) {}

  /** What was asked. */
  public record Asked(String method, String path, String body, String authorization) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Step> script = new ConcurrentLinkedQueue<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  public ScriptedRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public ScriptedRegistry answers(int status, String body) {
    script.add(new Step(status, body, 0));
    return this;
  }

  ScriptedRegistry answersAfter(long delayMs, int status, String body) {
    script.add(new Step(status, body, delayMs));
    return this;
  }

  ScriptedRegistry cutsTheConnection() {
    script.add(new Step(CUT, "", 0));
    return this;
  }

  public List<Asked> asked() {
    return asked;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            body,
            exchange.getRequestHeaders().getFirst("Authorization")));
    Step step = script.poll();
    if (step == null) {
      step = new Step(500, "{}", 0);
    }
    pause(step.delayMs());
    byte[] answer = step.body().getBytes(StandardCharsets.UTF_8);
    if (step.status() == CUT) {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write('{');
    } else {
      exchange.sendResponseHeaders(step.status(), answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
    exchange.close();
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
