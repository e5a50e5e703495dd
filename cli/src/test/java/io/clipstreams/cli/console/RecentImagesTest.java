package io.clipstreams.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.cli.console.RecentImages.Seen;
import io.clipstreams.schemas.Cause;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.SourceCoordinates;
import io.clipstreams.schemas.Times;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentImagesTest {

  private final RecentImages recent = new RecentImages();

  private static Classification of(String uri, long offset) {
    return Classification.newBuilder()
        .setImageId(uri)
        .setUri(uri)
        .setEtag("etag-" + offset)
        .setSource(new SourceCoordinates("clip.images", 1, offset, 0))
        .setCause(Cause.LIVE)
        .setResults(List.of())
        .setModel("model")
        .setPrecision("float32")
        .setBatchSize(1)
        .setTimes(
            Times.newBuilder()
                .setEvent(Instant.EPOCH)
                .setReceived(Instant.EPOCH)
                .setScored(Instant.EPOCH)
                .build())
        .build();
  }

  @Test
  void aHandleLeadsToTheVeryObjectThatWasClassified() {
    String handle = recent.add(of("s3://images/a.png", 7));
    Seen seen = recent.get(handle).orElseThrow();
    assertThat(seen.reference().getUri()).isEqualTo("s3://images/a.png");
    assertThat(seen.reference().getEtag()).isEqualTo("etag-7");
    assertThat(seen.key().offset()).isEqualTo(7);
  }

  @Test
  void anAddressIsNoHandle() {
    recent.add(of("s3://images/a.png", 7));
    assertThat(recent.get("s3://images/a.png")).isEmpty();
  }

  @Test
  void theOldestAreForgotten() {
    String first = recent.add(of("s3://images/first.png", 0));
    for (int i = 1; i <= RecentImages.KEPT; i++) {
      recent.add(of("s3://images/%d.png".formatted(i), i));
    }
    assertThat(recent.get(first)).isEmpty();
    assertThat(recent.all()).hasSize(RecentImages.KEPT);
  }

  @Test
  void anImageThatWentByTwiceIsComparedOnce() {
    recent.add(of("s3://images/a.png", 1));
    String last = recent.add(of("s3://images/a.png", 2));
    assertThat(recent.all()).extracting(Seen::handle).containsExactly(last);
  }
}
