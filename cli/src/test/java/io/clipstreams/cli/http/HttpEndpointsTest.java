package io.clipstreams.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.cli.common.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpEndpointsTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final HttpEndpoints endpoints =
      HttpEndpoints.start(
          "127.0.0.1",
          0,
          new Routes()
              .get("/fine", request -> Answer.json(200, "{}"))
              .get("/bad", request -> Answer.json(503, "{}"))
              .get("/below/*", request -> Answer.text(200, request.below("/below/")))
              .post("/said", request -> Answer.text(200, request.text()))
              .get("/stream", request -> Answer.streaming("text/plain", this::waitForEnd))
              .get(
                  "/broken",
                  request -> {
                    throw new IOException("no luck");
                  }));

  private final CountDownLatch end = new CountDownLatch(1);

  private void waitForEnd(OutputStream out) throws IOException, InterruptedException {
    out.write("begin\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    end.await();
  }

  @AfterEach
  void close() {
    endpoints.close();
  }

  private HttpResponse<String> request(String method, String path)
      throws IOException, InterruptedException {
    return CLIENT.send(request(method, path, BodyPublishers.noBody()), BodyHandlers.ofString());
  }

  private HttpRequest request(String method, String path, BodyPublisher body) {
    return HttpRequest.newBuilder(URI.create(endpoints.url() + path)).method(method, body).build();
  }

  @Test
  void aPathAnswersWithStatusTypeAndBody() throws Exception {
    HttpResponse<String> fine = request("GET", "/fine");
    assertThat(fine.statusCode()).isEqualTo(200);
    assertThat(fine.body()).isEqualTo("{}\n");
    assertThat(fine.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    assertThat(fine.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
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

  @Test
  void whatLiesBelowAPathIsAnsweredByIt() throws Exception {
    assertThat(request("GET", "/below/a/b").body()).isEqualTo("a/b");
  }

  @Test
  void aBodyIsReadUpToItsLimit() throws Exception {
    byte[] most = new byte[Request.MAX_BODY];
    byte[] more = new byte[Request.MAX_BODY + 1];
    assertThat(post("/said", most).body()).hasSize(Request.MAX_BODY);
    assertThat(post("/said", more).statusCode()).isEqualTo(413);
  }

  private HttpResponse<String> post(String path, byte[] body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        request("POST", path, BodyPublishers.ofByteArray(body)), BodyHandlers.ofString());
  }

  @Test
  void whoListensToStreamsKeepsNoProbeWaiting() throws Exception {
    List<HttpResponse<InputStream>> open = new ArrayList<>();
    for (int i = 0; i < HttpEndpoints.STREAMS; i++) {
      open.add(
          CLIENT.send(
              request("GET", "/stream", BodyPublishers.noBody()), BodyHandlers.ofInputStream()));
    }
    assertThat(open).allSatisfy(stream -> assertThat(stream.body().read()).isEqualTo('b'));
    assertThat(request("GET", "/fine").statusCode()).isEqualTo(200);
    assertThat(request("GET", "/stream").statusCode()).isEqualTo(503);
    end.countDown();
  }

  @Test
  void anEndpointThatFailsIsAnErrorAndTheNextRequestIsAnswered() throws Exception {
    assertThat(request("GET", "/broken").statusCode()).isEqualTo(500);
    assertThat(request("GET", "/fine").statusCode()).isEqualTo(200);
  }

  @Test
  void aPortThatIsTakenIsNamedWithItsSetting() {
    int taken = URI.create(endpoints.url()).getPort();
    assertThatThrownBy(() -> HttpEndpoints.start("127.0.0.1", taken, new Routes()))
        .isInstanceOf(CliException.class)
        .hasMessageContaining(String.valueOf(taken))
        .hasMessageContaining("http.port");
  }

  @Test
  void aHostThatIsNoneIsNamedWithItsSetting() {
    assertThatThrownBy(() -> HttpEndpoints.start("no such host", 0, new Routes()))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("http.host");
  }
}
