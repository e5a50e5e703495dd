package io.clipstreams.topology.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.clipstreams.model.Pixels;
import io.clipstreams.model.Preprocessor;
import io.clipstreams.topology.batch.ImageTower;
import io.clipstreams.topology.config.RetrySettings;
import io.clipstreams.topology.crash.NativeGuard;
import io.clipstreams.topology.fetch.FetchException;
import io.clipstreams.topology.labels.UnencodableException;
import io.clipstreams.topology.source.ReferenceKey;
import io.clipstreams.topology.testing.FakeFetcher;
import io.clipstreams.topology.testing.FakeModel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExampleImagesTest {

  private static final long VERSION = 7;
  private static final RetrySettings RETRY =
      new RetrySettings(
          Duration.ofMillis(20), Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMinutes(1));

  private final FakeFetcher fetcher = new FakeFetcher();
  private final FakeModel model = new FakeModel();

  private final ImageTower tower =
      new ImageTower() {
        @Override
        public CompletableFuture<Preprocessor> preprocessor() {
          return CompletableFuture.completedFuture(model.preprocessor());
        }

        @Override
        public CompletableFuture<float[]> embed(ReferenceKey image, Pixels pixels) {
          return CompletableFuture.completedFuture(model.encodeImages(List.of(pixels))[0]);
        }
      };

  private final ExampleImages images = images(NativeGuard.NONE);

  private ExampleImages images(NativeGuard guard) {
    return new ExampleImages(fetcher, tower, Runnable::run, guard, RETRY, "clip.label-sets");
  }

  @Test
  void theVectorsComeInTheOrderOfTheUrisWhateverIsFetchedFirst() {
    CompletableFuture<float[][]> vectors =
        images.encode(VERSION, List.of("s3://pets/a", "s3://pets/b"));
    fetcher.answer("s3://pets/b");
    fetcher.answer("s3://pets/a");

    assertThat(vectors.join()).isDeepEqualTo(new float[][] {{'a'}, {'b'}});
    assertThat(fetcher.bytesHeld()).isZero();
  }

  @Test
  void aFewAreFetchedAtATime() {
    List<String> uris = IntStream.range(0, 50).mapToObj("s3://pets/%d"::formatted).toList();
    CompletableFuture<float[][]> vectors = images.encode(VERSION, uris);

    assertThat(fetcher.reading()).hasSizeLessThan(uris.size() / 4);
    while (!fetcher.reading().isEmpty()) {
      fetcher.answerAll();
    }
    assertThat(vectors.join()).hasNumberOfRows(uris.size());
  }

  @Test
  void aTransientFailureIsTriedAgain() {
    CompletableFuture<float[][]> vectors = images.encode(VERSION, List.of("s3://pets/a"));
    fetcher.fail("s3://pets/a", FetchException.transientFailure("throttled", "slow down", null));

    await().until(() -> fetcher.reading().contains("s3://pets/a"));
    fetcher.answer("s3://pets/a");

    assertThat(vectors.join()).hasNumberOfRows(1);
  }

  @Test
  void aTransientFailureThatLastsIsTold() {
    CompletableFuture<float[][]> vectors = images.encode(VERSION, List.of("s3://pets/a"));
    while (!vectors.isDone()) {
      await().until(() -> vectors.isDone() || !fetcher.reading().isEmpty());
      if (!vectors.isDone()) {
        fetcher.fail(
            "s3://pets/a", FetchException.transientFailure("throttled", "slow down", null));
      }
    }

    assertThat(failure(vectors)).hasMessageContaining("s3://pets/a cannot be used (throttled)");
  }

  @Test
  void anObjectThatIsNotThereIsTold() {
    CompletableFuture<float[][]> vectors =
        images.encode(VERSION, List.of("s3://pets/a", "s3://pets/b"));
    fetcher.fail("s3://pets/b", FetchException.permanent("not-found", "no such key", null));

    assertThat(failure(vectors).input()).isEqualTo("s3://pets/b");
    assertThat(failure(vectors)).hasMessageContaining("(not-found): no such key");
  }

  @Test
  void aTextFileIsTold() {
    CompletableFuture<float[][]> vectors = images.encode(VERSION, List.of("s3://pets/a"));
    fetcher.answer("s3://pets/a", FakeModel.NOT_AN_IMAGE);

    assertThat(failure(vectors)).hasMessageContaining("(not-an-image)");
    assertThat(fetcher.bytesHeld()).isZero();
  }

  @Test
  void nobodyFetchesWhatIsNotWantedAnyMore() {
    List<String> uris = IntStream.range(0, 50).mapToObj("s3://pets/%d"::formatted).toList();
    CompletableFuture<float[][]> vectors = images.encode(VERSION, uris);
    vectors.cancel(false);
    fetcher.answerAll();

    assertThat(fetcher.reading()).isEmpty();
    assertThat(fetcher.bytesHeld()).isZero();
    images.encode(VERSION + 1, List.of("s3://pets/a"));
    assertThat(fetcher.reading()).containsExactly("s3://pets/a");
  }

  @Test
  void anImageThatEndsTheProcessIsKnownAgainAtTheNextStartAndTriedNoMore() {
    Suspicion first = new Suspicion(Set.of());
    images(first).encode(VERSION, List.of("s3://pets/a"));
    fetcher.answer("s3://pets/a");

    CompletableFuture<float[][]> vectors =
        images(new Suspicion(first.inside)).encode(VERSION, List.of("s3://pets/a"));

    assertThat(fetcher.reading()).isEmpty();
    assertThat(failure(vectors)).hasMessageContaining("the process died 3 times");
  }

  /** Notes which images enter native code; those that are condemned do not. */
  private static final class Suspicion implements NativeGuard {
    private final Set<ReferenceKey> inside = new HashSet<>();
    private final Set<ReferenceKey> condemned;

    Suspicion(Set<ReferenceKey> condemned) {
      this.condemned = condemned;
    }

    @Override
    public <T, E extends Exception> T run(List<ReferenceKey> images, NativeCode<T, E> code)
        throws E {
      inside.addAll(images);
      return code.run();
    }

    @Override
    public boolean runsAlone(ReferenceKey image) {
      return isCondemned(image);
    }

    @Override
    public int deathsOf(ReferenceKey image) {
      return isCondemned(image) ? 3 : 0;
    }

    @Override
    public boolean isCondemned(ReferenceKey image) {
      return condemned.contains(image);
    }

    @Override
    public void acquit(ReferenceKey image) {
      // Suspicion stays.
    }
  }

  private static UnencodableException failure(CompletableFuture<?> vectors) {
    CompletionException thrown =
        catchThrowableOfType(CompletionException.class, () -> vectors.join());
    return (UnencodableException) thrown.getCause();
  }
}
