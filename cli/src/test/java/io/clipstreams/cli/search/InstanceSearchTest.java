package io.clipstreams.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.cli.search.InstanceSearch.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InstanceSearchTest {

  private static final SearchRequest REQUEST = new SearchRequest("abc", new float[] {1, 0}, 2);

  private final InstanceSearch search = new InstanceSearch();
  private final CountDownLatch begun = new CountDownLatch(2);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @AfterEach
  void close() {
    search.close();
  }

  /** Does not answer before it may. */
  private final class SlowImages implements LocalImages {
    @Override
    public String model() {
      return "abc";
    }

    @Override
    public Found nearest(float[] vector, int most) {
      begun.countDown();
      try {
        mayEnd.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return new Found(1, Set.of(0), List.of());
    }
  }

  private SearchAnswer searchEverywhere() {
    try {
      return search.search(REQUEST, false);
    } catch (UnavailableException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsStillStartingSaysSo() {
    assertThatThrownBy(() -> search.search(REQUEST, false))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("starting");
  }

  @Test
  void moreThanTwoAtATimeAreTurnedAwayAndLaterOnesAreNot() throws Exception {
    search.follow(
        new SlowImages(), () -> new Whereabouts("me:1", true, List.of(), "embeddings", 1));
    List<CompletableFuture<SearchAnswer>> running = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      running.add(
          CompletableFuture.supplyAsync(this::searchEverywhere, task -> new Thread(task).start()));
    }
    begun.await();

    assertThatThrownBy(() -> search.search(REQUEST, false))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("other searches");

    mayEnd.countDown();
    running.forEach(one -> assertThat(one.join().complete()).isTrue());
    assertThat(search.search(REQUEST, false).complete()).isTrue();
  }

  @Test
  void anApplicationThatStopsIsUnavailable() {
    search.follow(
        new SlowImages(),
        () -> {
          throw new IllegalStateException("KafkaStreams is not running");
        });

    assertThatThrownBy(() -> search.search(REQUEST, false))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("not running");
  }
}
