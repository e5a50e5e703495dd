package io.clipstreams.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.cli.http.Answer;
import io.clipstreams.cli.http.Request;
import io.clipstreams.cli.http.Routes.Endpoint;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class ConsoleGuardTest {

  private static final String TOKEN = "0123456789abcdef";
  private static final Endpoint FINE = request -> Answer.text(200, "fine");

  private final ConsoleGuard guard =
      new ConsoleGuard(Optional.of(new Password(TOKEN)), "127.0.0.1");
  private final ConsoleGuard readOnly = new ConsoleGuard(Optional.empty(), "127.0.0.1");

  private static Request request(String... headers) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Host", "127.0.0.1:8080");
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return new Request("POST", "/", Map.of(), all, new byte[0]);
  }

  private static int status(Endpoint endpoint, Request request) throws Exception {
    return endpoint.answer(request).status();
  }

  @Test
  void everybodyMayRead() throws Exception {
    assertThat(status(readOnly.open(FINE), request())).isEqualTo(200);
  }

  @Test
  void whoHasTheTokenMayChange() throws Exception {
    assertThat(status(guard.changing(FINE), request("x-console-token", TOKEN))).isEqualTo(200);
  }

  @Test
  void whoHasNoneOrAnotherMayNot() throws Exception {
    assertThat(status(guard.changing(FINE), request())).isEqualTo(401);
    assertThat(status(guard.changing(FINE), request("X-Console-Token", TOKEN + "0")))
        .isEqualTo(401);
  }

  @Test
  void withoutAConfiguredTokenNobodyMayChange() throws Exception {
    assertThat(status(readOnly.changing(FINE), request("X-Console-Token", ""))).isEqualTo(403);
  }

  @Test
  void aPageElsewhereMayNotChangeEvenWithTheToken() throws Exception {
    Endpoint change = guard.changing(FINE);
    assertThat(status(change, request("X-Console-Token", TOKEN, "Origin", "https://evil.example")))
        .isEqualTo(403);
    assertThat(status(change, request("X-Console-Token", TOKEN, "Sec-Fetch-Site", "cross-site")))
        .isEqualTo(403);
    assertThat(
            status(
                change,
                request(
                    "X-Console-Token", TOKEN,
                    "Origin", "http://127.0.0.1:8080",
                    "Sec-Fetch-Site", "same-origin")))
        .isEqualTo(200);
  }

  @Test
  void aConsoleOnThisMachineAnswersToItsOwnNamesAlone() throws Exception {
    assertThat(status(guard.open(FINE), request("Host", "rebound.example:8080"))).isEqualTo(403);
    assertThat(status(guard.open(FINE), request("Host", "localhost:8080"))).isEqualTo(200);
    assertThat(status(guard.open(FINE), request("Host", "[::1]:8080"))).isEqualTo(200);
    ConsoleGuard other = new ConsoleGuard(Optional.empty(), "127.0.0.2");
    assertThat(status(other.open(FINE), request("Host", "127.0.0.2"))).isEqualTo(200);
    assertThat(status(other.open(FINE), request("Host", "rebound.example"))).isEqualTo(403);
  }

  @Test
  void aConsoleForTheNetworkAnswersToAnyName() throws Exception {
    ConsoleGuard open = new ConsoleGuard(Optional.empty(), "0.0.0.0");
    assertThat(status(open.open(FINE), request("Host", "clip.example"))).isEqualTo(200);
  }

  @Test
  void everyAnswerForbidsScriptsFromElsewhereAndFrames() throws Exception {
    for (Endpoint endpoint : new Endpoint[] {guard.open(FINE), guard.changing(FINE)}) {
      Map<String, String> headers = endpoint.answer(request()).headers();
      assertThat(headers.get("Content-Security-Policy"))
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers)
          .containsEntry("Referrer-Policy", "no-referrer")
          .containsEntry("Cache-Control", "no-store");
    }
  }

  @Test
  void whatTakesTimeIsDoneAFewAtATime() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch end = new CountDownLatch(1);
    Endpoint slow =
        guard.costly(
            request -> {
              begun.countDown();
              end.await();
              return Answer.text(200, "done");
            });
    ExecutorService threads = Executors.newFixedThreadPool(2);
    for (int i = 0; i < 2; i++) {
      threads.submit(() -> slow.answer(request()));
    }
    begun.await();
    assertThat(status(slow, request())).isEqualTo(429);
    assertThat(status(guard.changing(FINE), request("X-Console-Token", TOKEN))).isEqualTo(200);
    end.countDown();
    threads.shutdown();
  }
}
