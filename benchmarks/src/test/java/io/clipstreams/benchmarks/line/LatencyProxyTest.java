package io.clipstreams.benchmarks.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyProxyTest {

  private static final Duration DELAY = Duration.ofMillis(30);

  @Test
  void eachRequestOnAConnectionIsAnsweredInFullAndNotBeforeTheDelay() throws Exception {
    byte[] object = new byte[300_000];
    new Random(1).nextBytes(object);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        asked -> {
          try (asked) {
            asked.sendResponseHeaders(200, object.length);
            asked.getResponseBody().write(object);
          }
        });
    server.start();
    try (LatencyProxy proxy = LatencyProxy.start(server.getAddress().getPort(), DELAY)) {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port())).build();
      for (int i = 0; i < 3; i++) {
        long begin = System.nanoTime();
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(DELAY.toNanos());
        assertThat(answer.body()).isEqualTo(object);
      }
    } finally {
      server.stop(0);
    }
  }
}
