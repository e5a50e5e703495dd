package io.clipstreams.topology.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BucketSharesTest {

  private static final int SLOTS = 16;
  private static final int QUARTER = 4;

  private final BucketShares shares = new BucketShares(SLOTS);

  /** Starts as many as may, up to all slots. */
  private int start(String bucket) {
    int started = 0;
    while (started < SLOTS && shares.tryStart(bucket)) {
      started++;
    }
    return started;
  }

  @Test
  void aBucketThatHasNeverAnsweredHasAQuarterOfTheSlots() {
    assertThat(start("a")).isEqualTo(QUARTER);
    assertThat(start("b")).isEqualTo(QUARTER);
  }

  @Test
  void whatHasEndedMakesRoomForAsMany() {
    start("a");
    shares.ended("a", false);
    shares.ended("a", false);
    assertThat(start("a")).isEqualTo(2);
  }

  @Test
  void theFirstAnswerLiftsTheLimit() {
    start("a");
    shares.ended("a", true);
    assertThat(start("a")).isEqualTo(SLOTS);
  }

  @Test
  void aFailureNowAndThenChangesNothing() {
    shares.tryStart("a");
    shares.ended("a", true);
    for (int i = 0; i < 100; i++) {
      shares.tryStart("a");
      shares.ended("a", i % 8 == 7);
    }
    assertThat(start("a")).isEqualTo(SLOTS);
  }

  @Test
  void manyFailuresInARowLimitItAgain() {
    shares.tryStart("a");
    shares.ended("a", true);
    for (int i = 0; i < 8; i++) {
      shares.tryStart("a");
      shares.ended("a", false);
    }
    assertThat(start("a")).isEqualTo(QUARTER);
  }

  @Test
  void aBucketThatWasNotHeardOfForLongHasToAnswerAgain() {
    shares.tryStart("a");
    shares.ended("a", true);
    for (int i = 0; i < 1_000; i++) {
      shares.tryStart("other-" + i);
      shares.ended("other-" + i, true);
    }
    assertThat(start("a")).isEqualTo(QUARTER);
  }
}
