package io.clipstreams.benchmarks.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LabelUpdatesTest {

  @Test
  void percentilesAreMillisecondsAndRatesAreMedians() {
    List<Long> idle = LongStream.rangeClosed(1, 100).map(ms -> ms * 1_000_000).boxed().toList();
    List<Long> busy = List.of(500_000_000L);

    LabelUpdates updates =
        LabelUpdates.of(
            "B32", idle, 50, busy, List.of(76.0, 10.0, 80.0), List.of(80.0, 100.0, 79.0), 355);

    assertThat(updates.idleP50()).isEqualTo(50);
    assertThat(updates.idleP95()).isEqualTo(95);
    assertThat(updates.idleP99()).isEqualTo(99);
    assertThat(updates.busyP95()).isEqualTo(500);
    assertThat(updates.windows()).isEqualTo(3);
    assertThat(updates.throughputKept()).isCloseTo(0.95, within(1e-9));
  }
}
