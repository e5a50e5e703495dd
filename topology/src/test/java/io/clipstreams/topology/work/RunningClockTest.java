package io.clipstreams.topology.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunningClockTest {

  private final AtomicLong now = new AtomicLong(1_000);
  private final RunningClock clock = new RunningClock(now::get);
  private final long begin = clock.getAsLong();

  private long passed() {
    return clock.getAsLong() - begin;
  }

  @Test
  void itRunsWhileTheWatchdogTicks() {
    for (int i = 0; i < 100; i++) {
      now.addAndGet(RunningClock.TICK_MILLIS);
      assertThat(clock.tick()).isZero();
    }
    assertThat(passed()).isEqualTo(100 * RunningClock.TICK_MILLIS);
  }

  @Test
  void aTickThatIsALittleLateChangesNothing() {
    now.addAndGet(RunningClock.TICK_MILLIS + 900);
    assertThat(clock.tick()).isZero();
    assertThat(passed()).isEqualTo(RunningClock.TICK_MILLIS + 900);
  }

  @Test
  void aStopDoesNotCount() {
    now.addAndGet(60_000);
    assertThat(passed()).isEqualTo(RunningClock.TICK_MILLIS + 1_000);
    assertThat(clock.tick()).isEqualTo(60_000 - RunningClock.TICK_MILLIS - 1_000);
    assertThat(passed()).isEqualTo(RunningClock.TICK_MILLIS + 1_000);
    now.addAndGet(100);
    assertThat(passed()).isEqualTo(RunningClock.TICK_MILLIS + 1_100);
  }
}
