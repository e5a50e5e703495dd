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
import java.util.Set;
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

  private record Images(String model, int partition, List<Near> results) implements LocalImages {
    @Override
    public Found nearest(float[] vector, int most) {
      return new Found(100, Set.of(partition), results.stream().limit(most).toList());
    }
  }

  private static Images images(int partition, Near... results) {
    return new Images(MODEL, partition, List.of(results));
  }

  private static Whereabouts whereabouts(String self, int partitions, String... others) {
    return new Whereabouts(self, true, List.of(others), "embeddings", partitions);
  }

  private static Near near(String image, float similarity) {
    return new Near(image, "s3://images/" + image, similarity);
  }

  /** An instance that answers with its own images. */
  private String instance(LocalImages images) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String address = "127.0.0.1:" + server.getAddress().getPort();
    SearchAcross alone = across(images, whereabouts(address, 1));
    server.createContext(
        InstanceClient.PATH,
        exchange -> {
          assertThat(exchange.getRequestURI().getQuery()).startsWith(InstanceClient.LOCAL);
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
    String other = instance(images(1, near("b", 0.8f), near("d", 0.1f)));
    SearchAcross across =
        across(images(0, near("a", 0.9f), near("c", 0.5f)), whereabouts("me:1", 2, other));

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
        across(images(0, near("a", 0.9f)), whereabouts("me:1", 2, gone)).search(REQUEST);

    assertThat(answer.results()).containsExactly(near("a", 0.9f));
    assertThat(answer.complete()).isFalse();
    assertThat(answer.failures())
        .containsExactly(
            gone + ": no connection", "embeddings, partitions [1]: no instance has searched them");
  }

  @Test
  void partitionsThatNobodyHasAreNamedToo() {
    SearchAnswer answer =
        across(images(0, near("a", 0.9f)), whereabouts("me:1", 2)).search(REQUEST);

    assertThat(answer.complete()).isFalse();
    assertThat(answer.failures()).singleElement().asString().contains("partitions [1]");
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

    SearchAnswer answer = across(rebalancing, whereabouts("me:1", 1)).search(REQUEST);

    assertThat(answer.complete()).isFalse();
    assertThat(answer.failures()).contains("me:1: the stores are moving");
  }

  @Test
  void anInstanceThatHoldsNothingAsksOnlyTheOthers() throws IOException {
    String other = instance(images(0, near("b", 0.8f)));

    SearchAnswer answer =
        across(images(7), new Whereabouts("me:1", false, List.of(other), "embeddings", 1))
            .search(REQUEST);

    assertThat(answer.complete()).isTrue();
    assertThat(answer.instances()).extracting(SearchAnswer.Part::instance).containsExactly(other);
  }

  @Test
  void aVectorOfAnotherModelIsRefused() {
    SearchAcross across = across(new Images("another", 0, List.of()), whereabouts("me:1", 1));

    assertThatThrownBy(() -> across.search(REQUEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("abc")
        .hasMessageContaining("another");
  }
}
