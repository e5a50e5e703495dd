package io.clipstreams.quickstart.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before a server of tests, speaks TLS and asks for a user and a password (basic
 * authentication). Any thread may call its methods.
 */
public final class AuthenticatingProxy implements AutoCloseable {

  private static final String CONTENT_TYPE = "Content-Type";

  private final URI target;
  private final String authorization;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpsServer server;

  private AuthenticatingProxy(URI target, String userInfo, HttpsServer server) {
    this.target = target;
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    this.server = server;
  }

  /**
   * Starts one on a free port of 127.0.0.1.
   *
   * @param target with a path
   * @param userInfo as {@code user:password}
   */
  public static AuthenticatingProxy start(URI target, String userInfo, TestCertificate certificate)
      throws IOException, GeneralSecurityException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
    AuthenticatingProxy proxy = new AuthenticatingProxy(target, userInfo, server);
    server.setExecutor(proxy.threads);
    server.createContext("/", proxy::answer);
    server.start();
    return proxy;
  }

  /** Where clients find the target. */
  public URI url() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + target.getPath());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      HttpResponse<byte[]> response = forward(exchange);
      response
          .headers()
          .firstValue(CONTENT_TYPE)
          .ifPresent(type -> exchange.getResponseHeaders().set(CONTENT_TYPE, type));
      int length = response.body().length;
      exchange.sendResponseHeaders(response.statusCode(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(response.body());
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    String type = exchange.getRequestHeaders().getFirst(CONTENT_TYPE);
    if (type != null) {
      request.header(CONTENT_TYPE, type);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
