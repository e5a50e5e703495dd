package io.clipstreams.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRegistryIT {

  private static final String VERSION_1 =
      record("{\\\"name\\\":\\\"id\\\",\\\"type\\\":\\\"string\\\"}");
  private static final String NEEDS_A_NEW_FIELD =
      record(
          "{\\\"name\\\":\\\"id\\\",\\\"type\\\":\\\"string\\\"},"
              + "{\\\"name\\\":\\\"size\\\",\\\"type\\\":\\\"int\\\"}");

  @TempDir Path dir;

  @Test
  void aSchemaIsFoundByItsIdAndOneThatCannotReadItIsRefusedAlsoAfterAKill() throws Exception {
    Leftovers before = Leftovers.now();
    try (LocalRegistry registry = LocalRegistry.start(dir)) {
      String url = registry.url();
      int id = register(registry);
      assertThat(get(registry, "/schemas/ids/" + id).body()).contains("\\\"name\\\":\\\"id\\\"");
      assertThat(post(registry, NEEDS_A_NEW_FIELD).statusCode()).isEqualTo(409);

      registry.kill();
      registry.restart();

      assertThat(registry.url()).isEqualTo(url);
      assertThat(get(registry, "/schemas/ids/" + id).statusCode()).isEqualTo(200);
      assertThat(post(registry, NEEDS_A_NEW_FIELD).statusCode()).isEqualTo(409);
    }
    before.assertNone();
  }

  @Test
  void aPortThatIsTakenIsReplacedByAnother() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int free = Ports.free(1).get(0);
      Queue<List<Integer>> offers =
          new ArrayDeque<>(List.of(List.of(taken.getLocalPort(), free), Ports.free(2)));
      try (LocalRegistry registry = LocalRegistry.start(dir, offers::remove)) {
        assertThat(registry.url()).doesNotContain(":" + taken.getLocalPort());
      }
    }
  }

  private static String record(String fields) {
    return "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Picture\\\",\\\"fields\\\":["
        + fields
        + "]}\"}";
  }

  private static int register(LocalRegistry registry) throws IOException, InterruptedException {
    HttpResponse<String> response = post(registry, VERSION_1);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Integer.parseInt(response.body().replaceAll("\\D", ""));
  }

  private static HttpResponse<String> post(LocalRegistry registry, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/pictures-value/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> get(LocalRegistry registry, String path)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(registry.url() + path)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
