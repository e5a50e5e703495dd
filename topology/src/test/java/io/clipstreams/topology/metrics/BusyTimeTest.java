package io.clipstreams.topology.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BusyTimeTest {

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 50);
  private final BusyTime busy = new BusyTime(clock::get);

  @Test
  void whatIsStillUnderWayCounts() {
    busy.begin();
    clock.addAndGet(30);
    assertThat(busy.read().busyNanos()).isEqualTo(30);
  }

  @Test
  void restDoesNotCount() {
    busy.begin();
    clock.addAndGet(30);
    busy.end();
    clock.addAndGet(1_000);
    assertThat(busy.read().busyNanos()).isEqualTo(30);
  }

  @Test
  void aReadingSaysWhenItWasTaken() {
    clock.set(70);
    assertThat(busy.read()).isEqualTo(new BusyTime.Reading(70, 0));
  }

  @Test
  void twoAtATimeCountTwiceAlsoWhereTheClockOverflows() {
    busy.begin();
    clock.addAndGet(30);
    busy.begin();
    clock.addAndGet(100);
    busy.end();
    assertThat(busy.read().busyNanos()).isEqualTo(230);
  }
}
