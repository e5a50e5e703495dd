package io.clipstreams.topology.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long MILLIS = 1_000_000;

  private final AtomicBoolean busy = new AtomicBoolean(true);
  private final AtomicLong nanos = new AtomicLong(-5);
  private final Pace pace = new Pace(busy::get, nanos::get);

  @Test
  void aSliceIsPaidForByAPauseWhenImagesWait() {
    pace.begin();
    assertThat(pace.mayBegin()).isFalse();
    pace.ended(10 * MILLIS);
    nanos.addAndGet(319 * MILLIS);
    assertThat(pace.mayBegin()).isFalse();
    nanos.addAndGet(2 * MILLIS);
    assertThat(pace.mayBegin()).isTrue();
  }

  @Test
  void thePauseIsShortWhenNoneDo() {
    busy.set(false);
    pace.ended(10 * MILLIS);
    nanos.addAndGet(3 * MILLIS);
    assertThat(pace.mayBegin()).isTrue();
  }

  @Test
  void aSliceThatWaitedLongForTheDevicePausesNoLongerThanASecond() {
    pace.ended(60_000 * MILLIS);
    nanos.addAndGet(1_001 * MILLIS);
    assertThat(pace.mayBegin()).isTrue();
  }

  @Test
  void largeSetsGetSmallSlices() {
    assertThat(pace.images(MILLIS)).isEqualTo(20);
    assertThat(pace.images(100 * MILLIS)).isEqualTo(1);
    assertThat(pace.images(1)).isEqualTo(256);
    busy.set(false);
    assertThat(pace.images(MILLIS)).isEqualTo(50);
  }
}
