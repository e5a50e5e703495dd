package io.clipstreams.benchmarks.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DurationsTest {

  private static final List<Long> ONE_TO_HUNDRED = LongStream.rangeClosed(1, 100).boxed().toList();

  @Test
  void aPercentileIsOneOfTheValues() {
    assertThat(Durations.percentile(ONE_TO_HUNDRED, 50)).isEqualTo(50);
    assertThat(Durations.percentile(ONE_TO_HUNDRED, 99)).isEqualTo(99);
    assertThat(Durations.percentile(ONE_TO_HUNDRED, 100)).isEqualTo(100);
    assertThat(Durations.percentile(List.of(30L, 10L, 20L), 50)).isEqualTo(20);
    assertThat(Durations.percentile(List.of(7L), 99)).isEqualTo(7);
  }

  @Test
  void theMedianIsInMillisecondsAndOfWhatCameAfterTheReset() {
    Durations durations = new Durations();
    durations.add(90_000_000);
    durations.clear();
    assertThat(durations.medianMillis()).isZero();
    durations.add(1_000_000);
    durations.add(2_000_000);
    durations.add(9_000_000);
    assertThat(durations.medianMillis()).isEqualTo(2);
  }
}
