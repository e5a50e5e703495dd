package io.clipstreams.cli.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.ops.HttpEndpoints.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpEndpointsTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final HttpEndpoints endpoints =
      HttpEndpoints.start(
          "127.0.0.1",
          0,
          Map.of(
              "/fine", () -> Answer.json(200, "{}"),
              "/bad", () -> Answer.json(503, "{}"),
              "/broken",
                  () -> {
                    throw new IOException("no luck");
                  }));

  @AfterEach
  void close() {
    endpoints.close();
  }

  private HttpResponse<String> request(String method, String path)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(endpoints.url() + path))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void aPathAnswersWithStatusTypeAndBody() throws Exception {
    HttpResponse<String> fine = request("GET", "/fine");
    assertThat(fine.statusCode()).isEqualTo(200);
    assertThat(fine.body()).isEqualTo("{}\n");
    assertThat(fine.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    assertThat(request("GET", "/bad").statusCode()).isEqualTo(503);
  }

  @Test
  void headHasNoBody() throws Exception {
    HttpResponse<String> answer = request("HEAD", "/bad");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void anUnknownPathSaysWhichThereAre() throws Exception {
    HttpResponse<String> answer = request("GET", "/fine/or/not");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("/bad", "/broken", "/fine");
  }

  @Test
  void nothingCanBeWritten() throws Exception {
    assertThat(request("POST", "/fine").statusCode()).isEqualTo(405);
    assertThat(request("DELETE", "/fine").statusCode()).isEqualTo(405);
  }

  private HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(endpoints.url() + path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void whatIsPostedReachesItsEndpointWithinLimits() throws Exception {
    endpoints.post(
        "/ask",
        5,
        (query, body) -> Answer.json(200, query + " " + new String(body, StandardCharsets.UTF_8)));

    assertThat(post("/ask?who=me", "application/json", "12345").body()).isEqualTo("who=me 12345\n");
    assertThat(post("/ask", "application/json; charset=utf-8", "1").statusCode()).isEqualTo(200);
    assertThat(post("/ask", "application/json", "123456").statusCode()).isEqualTo(413);
    assertThat(post("/ask", "text/plain", "1").statusCode()).isEqualTo(415);
    assertThat(post("/ask/more", "application/json", "1").statusCode()).isEqualTo(404);
    assertThat(request("GET", "/ask").statusCode()).isEqualTo(405);
  }

  @Test
  void anEndpointThatFailsIsAnErrorAndTheNextRequestIsAnswered() throws Exception {
    assertThat(request("GET", "/broken").statusCode()).isEqualTo(500);
    assertThat(request("GET", "/fine").statusCode()).isEqualTo(200);
  }

  @Test
  void aPortThatIsTakenIsNamedWithItsSetting() {
    int taken = URI.create(endpoints.url()).getPort();
    assertThatThrownBy(() -> HttpEndpoints.start("127.0.0.1", taken, Map.of()))
        .isInstanceOf(CliException.class)
        .hasMessageContaining(String.valueOf(taken))
        .hasMessageContaining("http.port");
  }

  @Test
  void aHostThatIsNoneIsNamedWithItsSetting() {
    assertThatThrownBy(() -> HttpEndpoints.start("no such host", 0, Map.of()))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("http.host");
  }
}
