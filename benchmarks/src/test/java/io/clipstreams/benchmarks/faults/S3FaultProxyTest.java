package io.clipstreams.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class S3FaultProxyTest {

  private static final String BODY = "0123456789".repeat(20);
  private static final int REQUESTS = 60;

  private final List<String> hosts = new ArrayList<>();
  private HttpServer server;
  private S3FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          hosts.add(exchange.getRequestHeaders().getFirst("Host"));
          byte[] body = BODY.getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    proxy = S3FaultProxy.start(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.stop(0);
  }

  @Test
  void withoutAFaultItPassesEverythingOn() throws IOException {
    String answer = get();

    assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n" + BODY);
    assertThat(hosts).containsExactly("proxy.example:80");
  }

  @Test
  void downItRefusesConnectionsAndLaterListensAtTheSamePort() throws IOException {
    URI before = proxy.endpoint();
    proxy.inject(S3Fault.DOWN);
    assertThatThrownBy(this::get).isInstanceOf(SocketException.class);

    proxy.inject(S3Fault.NONE);

    assertThat(get()).endsWith(BODY);
    assertThat(proxy.endpoint()).isEqualTo(before);
  }

  @Test
  void aShareOfTheAnswersIsAnError() throws IOException {
    proxy.inject(S3Fault.ERRORS);

    assertThat(answers()).anyMatch(S3FaultProxyTest::isError).anyMatch(S3FaultProxyTest::isWhole);
  }

  @Test
  void aShareOfTheBodiesEndsInTheMiddle() {
    proxy.inject(S3Fault.CUT);

    int broken = 0;
    for (int i = 0; i < REQUESTS; i++) {
      try {
        assertThat(get()).endsWith(BODY);
      } catch (IOException e) {
        broken++;
      }
    }
    assertThat(broken).isBetween(1, REQUESTS - 1);
  }

  @Test
  void aShareOfTheBodiesIsLongerThanAnnounced() throws IOException {
    proxy.inject(S3Fault.LONG);

    assertThat(answers())
        .allMatch(answer -> answer.contains("ontent-length: " + BODY.length()))
        .anyMatch(answer -> answer.endsWith(BODY + "x".repeat(1_000)))
        .anyMatch(S3FaultProxyTest::isWhole);
  }

  private List<String> answers() throws IOException {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      answers.add(get());
    }
    return answers;
  }

  private static boolean isError(String answer) {
    return answer.matches("(?s)HTTP/1.1 50[03] .*<Error>.*");
  }

  private static boolean isWhole(String answer) {
    return answer.startsWith("HTTP/1.1 200") && answer.endsWith("\r\n\r\n" + BODY);
  }

  /** All bytes that come until the connection ends. */
  private String get() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", proxy.endpoint().getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /a HTTP/1.1\r\nHost: proxy.example:80\r\nConnection: keep-alive\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      }
    }
  }
}
