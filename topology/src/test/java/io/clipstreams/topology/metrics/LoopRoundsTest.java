package io.clipstreams.topology.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoopRoundsTest {

  private final AtomicLong now = new AtomicLong(50);
  private final PipelineCounters counters = new PipelineCounters();
  private final LoopRounds rounds = new LoopRounds(counters, now::get);

  private void round(long nanos) {
    rounds.begin();
    now.addAndGet(nanos);
    rounds.end();
  }

  @Test
  void theLastAndTheLongestRoundAreKept() {
    round(10);
    round(30);
    round(20);
    assertThat(counters.snapshot().lastRoundNanos()).isEqualTo(20);
    assertThat(counters.snapshot().longestRoundNanos()).isEqualTo(30);
  }

  @Test
  void timeInPollIsNoPartOfARound() {
    round(10);
    now.addAndGet(1_000);
    round(5);
    assertThat(counters.snapshot().longestRoundNanos()).isEqualTo(10);
  }

  @Test
  void theFirstPollEndsNoRound() {
    rounds.end();
    assertThat(counters.snapshot().longestRoundNanos()).isZero();
  }

  @Test
  void whatAThreadWaitsForBrokersIsToldApart() {
    rounds.begin();
    now.addAndGet(3);
    rounds.supplyWaiting(() -> now.addAndGet(100));
    rounds.runWaiting(() -> now.addAndGet(100));
    now.addAndGet(4);
    rounds.end();
    assertThat(counters.snapshot().longestRoundNanos()).isEqualTo(207);
    assertThat(counters.snapshot().longestOwnRoundNanos()).isEqualTo(7);
  }

  @Test
  void aWaitThatFailsCountsAsWell() {
    rounds.begin();
    assertThatThrownBy(
            () ->
                rounds.runWaiting(
                    () -> {
                      now.addAndGet(100);
                      throw new IllegalStateException("fenced");
                    }))
        .hasMessage("fenced");
    rounds.end();
    assertThat(counters.snapshot().longestRoundNanos()).isEqualTo(100);
    assertThat(counters.snapshot().longestOwnRoundNanos()).isZero();
  }

  @Test
  void threadsDoNotEndEachOthersRounds() {
    rounds.begin();
    now.addAndGet(10);
    CompletableFuture.runAsync(rounds::end).join();
    assertThat(counters.snapshot().longestRoundNanos()).isZero();
    rounds.end();
    assertThat(counters.snapshot().longestRoundNanos()).isEqualTo(10);
  }
}
