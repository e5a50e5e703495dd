package io.clipstreams.benchmarks.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.fetch.ByteBudget;
import io.clipstreams.topology.fetch.FetchException;
import io.clipstreams.topology.fetch.FetchedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchersTest {

  @TempDir Path folder;
  private final ByteBudget budget = new ByteBudget(100);
  private final Durations fetches = new Durations();
  private MeteredFetcher fetcher;

  @BeforeEach
  void open() {
    fetcher = new MeteredFetcher(new FolderFetcher(folder, budget), fetches);
  }

  @AfterEach
  void close() {
    fetcher.close();
  }

  private static ImageReference reference(String uri) {
    return ImageReference.newBuilder().setUri(uri).build();
  }

  @Test
  void theObjectIsTheFileOfItsKeyAndItsBytesAreReserved() throws Exception {
    Files.write(folder.resolve("a.jpg"), new byte[] {1, 2, 3});
    try (FetchedImage fetched = fetcher.fetch(reference("s3://photos/a.jpg")).join()) {
      assertThat(fetched.bytes()).containsExactly(1, 2, 3);
      assertThat(budget.reserved()).isEqualTo(3);
    }
    assertThat(budget.reserved()).isZero();
    assertThat(fetches.medianMillis()).isPositive();
  }

  @Test
  void aMissingFileIsAFailureThatKeepsNothingReserved() {
    assertThatThrownBy(() -> fetcher.fetch(reference("s3://photos/none.jpg")).join())
        .hasCauseInstanceOf(FetchException.class)
        .hasMessageContaining("none.jpg");
    assertThat(budget.reserved()).isZero();
  }
}
