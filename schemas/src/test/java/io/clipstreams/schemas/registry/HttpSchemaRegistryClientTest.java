package io.clipstreams.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real registry does not do on demand; the rest is tested against a real one. */
class HttpSchemaRegistryClientTest {

  private static final Schema STRING = Schema.create(Schema.Type.STRING);
  private static final String STRING_ANSWER = "{\"schema\":\"\\\"string\\\"\"}";
  private static final String NOT_FOUND = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

  private final ScriptedRegistry registry = new ScriptedRegistry();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void aServerErrorIsAskedAgain() {
    registry.answers(503, "").answers(500, "{}").answers(200, "{\"id\":7}");

    assertThat(client(Map.of()).register("s", STRING)).isEqualTo(7);
    assertThat(registry.asked()).hasSize(3);
  }

  @Test
  void aCutConnectionIsAskedAgain() {
    registry.cutsTheConnection().answers(200, "{\"id\":7}");

    assertThat(client(Map.of()).register("s", STRING)).isEqualTo(7);
  }

  @Test
  void aSlowAnswerIsAskedAgain() {
    registry.answersAfter(2_000, 200, "{\"id\":6}").answers(200, "{\"id\":7}");

    assertThat(client(Map.of("http.read.timeout.ms", "200")).register("s", STRING)).isEqualTo(7);
  }

  @Test
  void aRegistryThatStaysAwayIsATransientError() {
    assertThatThrownBy(() -> client(Map.of()).register("s", STRING))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining(registry.url())
        .hasMessageContaining("failed 4 times")
        .hasMessageContaining("HTTP 500");
    assertThat(registry.asked()).hasSize(4);
  }

  @Test
  void aClosedPortIsATransientErrorThatSaysSo() {
    registry.close();

    assertThatThrownBy(() -> client(Map.of("max.retries", "0")).register("s", STRING))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("ConnectException");
  }

  @Test
  void aRefusalIsPermanentAndNotAskedAgain() {
    registry.answers(409, "{\"error_code\":409,\"message\":\"Schema is incompatible\"}");

    assertThatThrownBy(() -> client(Map.of()).register("s", STRING))
        .isInstanceOfSatisfying(
            RegistryRefusedException.class,
            e -> assertThat(e.errorCode()).isEqualTo(RegistryRefusedException.INCOMPATIBLE_SCHEMA))
        .hasMessageContaining("Schema is incompatible")
        .hasMessageContaining("/subjects/s/versions");
    assertThat(registry.asked()).hasSize(1);
  }

  @Test
  void anAnswerThatIsNoRegistrysIsShown() {
    registry.answers(404, "<html>Not here</html>");

    assertThatThrownBy(() -> client(Map.of()).register("s", STRING))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageContaining("schema.registry.url")
        .hasMessageContaining("<html>Not here</html>");
  }

  @Test
  void theNextAddressIsAskedWhenOneIsAwayAndThenPreferred() {
    try (ScriptedRegistry broken = new ScriptedRegistry()) {
      registry.answers(200, "{\"id\":1}").answers(200, "{\"id\":2}");
      var client = client(Map.of("schema.registry.url", broken.url() + "," + registry.url() + "/"));

      assertThat(client.register("a", STRING)).isEqualTo(1);
      assertThat(client.register("b", STRING)).isEqualTo(2);

      assertThat(broken.asked()).hasSize(1);
      assertThat(registry.asked()).hasSize(2);
    }
  }

  @Test
  void whatWasRegisteredIsNotAskedAgainNorFetched() {
    registry.answers(200, "{\"id\":7}");
    HttpSchemaRegistryClient client = client(Map.of());

    client.register("s", STRING);

    assertThat(client.register("s", STRING)).isEqualTo(7);
    assertThat(client.lookup("s", STRING)).isEqualTo(7);
    assertThat(client.cachedById(7)).contains(STRING);
    assertThat(registry.asked()).hasSize(1);
  }

  @Test
  void fetchingDoesNotBlockAndSharesOneRequest() throws Exception {
    registry.answersAfter(300, 200, STRING_ANSWER);
    HttpSchemaRegistryClient client = client(Map.of());

    CompletableFuture<Schema> first = client.fetchById(7);
    CompletableFuture<Schema> second = client.fetchById(7);
    assertThat(first).isNotDone();
    assertThat(client.cachedById(7)).isEmpty();
    first.cancel(true);

    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(STRING);
    assertThat(client.cachedById(7)).contains(STRING);
    assertThat(registry.asked()).hasSize(1);
  }

  @Test
  void aFailedFetchIsNotRemembered() throws Exception {
    registry.answers(404, NOT_FOUND).answers(200, STRING_ANSWER);
    HttpSchemaRegistryClient client = client(Map.of());

    assertThatThrownBy(() -> client.fetchById(7).get())
        .isInstanceOf(ExecutionException.class)
        .cause()
        .asInstanceOf(throwable(RegistryRefusedException.class))
        .extracting(RegistryRefusedException::errorCode)
        .isEqualTo(RegistryRefusedException.SCHEMA_NOT_FOUND);

    assertThat(client.fetchById(7).get()).isEqualTo(STRING);
  }

  @Test
  void aListenerOfAFetchSeesTheRegistrysException() {
    registry.answers(404, NOT_FOUND);

    Throwable seen = client(Map.of()).fetchById(7).handle((schema, error) -> error).join();

    assertThat(seen).isInstanceOf(RegistryRefusedException.class);
  }

  @Test
  void aSchemaOfAnotherKindIsRefused() {
    registry.answers(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax = proto3\"}");

    assertThatThrownBy(() -> client(Map.of()).fetchById(7).get())
        .hasCauseInstanceOf(RegistryRefusedException.class)
        .hasMessageContaining("PROTOBUF, not Avro");
  }

  @Test
  void anUnreadableSchemaIsRefused() {
    registry.answers(200, "{\"schema\":\"{\\\"type\\\":\\\"recrod\\\"}\"}");

    assertThatThrownBy(() -> client(Map.of()).fetchById(7).get())
        .hasCauseInstanceOf(RegistryRefusedException.class)
        .hasMessageContaining("id 7 cannot be parsed");
  }

  @Test
  void referencedSchemasAreFetchedFirst() throws Exception {
    registry
        .answers(
            200,
            "{\"schema\":\"{\\\"type\\\":\\\"array\\\",\\\"items\\\":\\\"a.Inner\\\"}\","
                + "\"references\":[{\"name\":\"a.Inner\",\"subject\":\"in/ner\",\"version\":3}]}")
        .answers(
            200,
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"a.Inner\\\",\\\"fields\\\":[]}\"}");

    Schema schema = client(Map.of()).fetchById(7).get();

    assertThat(schema.getElementType().getFullName()).isEqualTo("a.Inner");
    assertThat(registry.asked().get(1).path()).isEqualTo("/subjects/in%2Fner/versions/3");
  }

  @Test
  void subjectsAreEncodedAsOnePathSegment() {
    registry.answers(200, "{\"id\":7}");

    client(Map.of()).lookup("a/b c+ü", STRING);

    assertThat(registry.asked().get(0).path()).isEqualTo("/subjects/a%2Fb%20c%2B%C3%BC");
  }

  @Test
  void userInfoBecomesBasicAuthentication() {
    registry.answers(200, "{\"id\":7}");
    Map<String, Object> settings =
        Map.of(
            "basic.auth.credentials.source",
            "USER_INFO",
            "schema.registry.basic.auth.user.info",
            "ann:s3cret");

    client(settings).register("s", STRING);

    assertThat(registry.asked().get(0).authorization()).isEqualTo("Basic YW5uOnMzY3JldA==");
  }

  @Test
  void credentialsInTheAddressAreSentButNeverShown() {
    registry.answers(401, "");
    String url = registry.url().replace("http://", "http://ann:s3cret@");

    assertThatThrownBy(() -> client(Map.of("schema.registry.url", url)).register("s", STRING))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageContaining("HTTP 401")
        .message()
        .doesNotContain("s3cret");
    assertThat(registry.asked().get(0).authorization()).isEqualTo("Basic YW5uOnMzY3JldA==");
  }

  private HttpSchemaRegistryClient client(Map<String, ?> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("schema.registry.url", registry.url());
    settings.put("retries.wait.ms", "10");
    settings.putAll(more);
    return new HttpSchemaRegistryClient(new RegistryConfig(settings));
  }
}
