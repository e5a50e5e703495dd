package io.clipstreams.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.clipstreams.cli.common.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchAcrossTest {

  private static final String MODEL = "abc";
  private static final SearchRequest REQUEST =
      new SearchRequest(MODEL, new float[] {0.6f, 0.8f}, 2);

  private final List<HttpServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  private record Images(String model, List<Near> results) implements LocalImages {
    @Override
    public Found nearest(float[] vector, int most) {
      return new Found(100, results.stream().limit(most).toList());
    }
  }

  private static Images images(Near... results) {
    return new Images(MODEL, List.of(results));
  }

  private static Near near(String image, float similarity) {
    return new Near(image, "s3://images/" + image, similarity);
  }

  /** An instance that answers with its own images. */
  private String instance(LocalImages images) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String address = "127.0.0.1:" + server.getAddress().getPort();
    SearchAcross alone = across(images, new Whereabouts(address, List.of(), List.of()));
    server.createContext(
        InstanceClient.PATH,
        exchange -> {
          assertThat(exchange.getRequestURI().getQuery()).isEqualTo(InstanceClient.LOCAL);
          SearchRequest request = SearchRequest.parse(exchange.getRequestBody().readAllBytes());
          byte[] answer = Json.line(alone.searchLocal(request)).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return address;
  }

  private static SearchAcross across(LocalImages local, Whereabouts whereabouts) {
    return new SearchAcross(
        local, () -> whereabouts, new InstanceClient(Duration.ofSeconds(20)), Runnable::run);
  }

  @Test
  void theBestOfAllInstancesAreMerged() throws IOException {
    String other = instance(images(near("b", 0.8f), near("d", 0.1f)));
    SearchAcross across =
        across(
            images(near("a", 0.9f), near("c", 0.5f)),
            new Whereabouts("me:1", List.of(other), List.of()));

    SearchAnswer answer = across.search(REQUEST);

    assertThat(answer.results()).containsExactly(near("a", 0.9f), near("b", 0.8f));
    assertThat(answer.images()).isEqualTo(200);
    assertThat(answer.complete()).isTrue();
    assertThat(answer.failures()).isEmpty();
    assertThat(answer.instances())
        .extracting(SearchAnswer.Part::instance)
        .containsExactly("me:1", other);
  }

  @Test
  void whoIsNotThereIsNamedAndTheAnswerIsNotComplete() throws IOException {
    String gone;
    try (ServerSocket free = new ServerSocket(0)) {
      gone = "127.0.0.1:" + free.getLocalPort();
    }

    SearchAnswer answer =
        across(images(near("a", 0.9f)), new Whereabouts("me:1", List.of(gone), List.of()))
            .search(REQUEST);

    assertThat(answer.results()).containsExactly(near("a", 0.9f));
    assertThat(answer.complete()).isFalse();
    assertThat(answer.failures())
        .singleElement()
        .asString()
        .isEqualTo(gone + " has not answered: no connection");
  }

  @Test
  void partitionsThatNobodyHasAreNamedToo() {
    SearchAnswer answer =
        across(images(near("a", 0.9f)), new Whereabouts(null, List.of(), List.of("partition 3")))
            .search(REQUEST);

    assertThat(answer.complete()).isFalse();
    assertThat(answer.failures()).singleElement().asString().contains("partition 3");
  }

  @Test
  void anInstanceThatCannotReadItsStoresSaysSo() {
    LocalImages rebalancing =
        new LocalImages() {
          @Override
          public String model() {
            return MODEL;
          }

          @Override
          public Found nearest(float[] vector, int most) {
            throw new IllegalStateException("the stores are moving");
          }
        };

    SearchAnswer answer =
        across(rebalancing, new Whereabouts("me:1", List.of(), List.of())).search(REQUEST);

    assertThat(answer.complete()).isFalse();
    assertThat(answer.failures()).containsExactly("me:1 has not answered: the stores are moving");
  }

  @Test
  void aVectorOfAnotherModelIsRefused() {
    SearchAcross across =
        across(new Images("another", List.of()), new Whereabouts("me:1", List.of(), List.of()));

    assertThatThrownBy(() -> across.search(REQUEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("abc")
        .hasMessageContaining("another");
  }
}
