package io.clipstreams.topology.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.topology.config.RetrySettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private final RetryPolicy policy =
      new RetryPolicy(
          new RetrySettings(
              Duration.ofMinutes(10),
              Duration.ofMillis(200),
              Duration.ofSeconds(15),
              Duration.ofHours(1)),
          () -> 1);

  @Test
  void thePauseDoublesUpToItsLimit() {
    assertThat(policy.nextAttemptAt(1, 0, 0)).hasValue(200);
    assertThat(policy.nextAttemptAt(2, 0, 0)).hasValue(400);
    assertThat(policy.nextAttemptAt(7, 0, 0)).hasValue(12_800);
    assertThat(policy.nextAttemptAt(8, 0, 0)).hasValue(15_000);
    assertThat(policy.nextAttemptAt(1_000, 0, 0)).hasValue(15_000);
  }

  @Test
  void jitterShortensThePauseByUpToHalf() {
    RetryPolicy shortest =
        new RetryPolicy(
            new RetrySettings(
                Duration.ofMinutes(10),
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                Duration.ofHours(1)),
            () -> 0);
    assertThat(shortest.nextAttemptAt(1, 0, 1_000)).hasValue(1_100);
  }

  @Test
  void itGivesUpWhenTheBudgetIsSpent() {
    assertThat(policy.nextAttemptAt(50, 0, 599_999)).isPresent();
    assertThat(policy.nextAttemptAt(50, 0, 600_000)).isEmpty();
  }

  @Test
  void itMakesFiveAttemptsHoweverLongTheyTake() {
    assertThat(policy.nextAttemptAt(4, 0, 10_000_000)).isPresent();
    assertThat(policy.nextAttemptAt(5, 0, 10_000_000)).isEmpty();
  }
}
