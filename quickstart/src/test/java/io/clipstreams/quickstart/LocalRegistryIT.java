package io.clipstreams.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
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
  void aRegisteredSchemaIsFoundByItsId() throws Exception {
    try (LocalRegistry registry = LocalRegistry.start(dir)) {
      int id = register(registry);
      assertThat(get(registry, "/schemas/ids/" + id).body()).contains("\\\"name\\\":\\\"id\\\"");
    }
  }

  @Test
  void aSchemaThatCannotReadItsPredecessorIsRefused() throws Exception {
    try (LocalRegistry registry = LocalRegistry.start(dir)) {
      register(registry);
      assertThat(post(registry, NEEDS_A_NEW_FIELD).statusCode()).isEqualTo(409);
    }
  }

  @Test
  void aRegistryThatWasKilledHasItsSchemasAtTheSameAddressAfterARestart() throws Exception {
    try (LocalRegistry registry = LocalRegistry.start(dir)) {
      String url = registry.url();
      int id = register(registry);
      registry.kill();
      registry.restart();
      assertThat(registry.url()).isEqualTo(url);
      assertThat(get(registry, "/schemas/ids/" + id).statusCode()).isEqualTo(200);
      assertThat(post(registry, NEEDS_A_NEW_FIELD).statusCode()).isEqualTo(409);
    }
  }

  @Test
  void nothingIsLeftAfterClose() {
    Leftovers before = Leftovers.now();
    LocalRegistry.start(dir).close();
    before.assertNone();
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
