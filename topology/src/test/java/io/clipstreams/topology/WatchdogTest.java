package io.clipstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clipstreams.topology.batch.DeviceFailedException;
import io.clipstreams.topology.work.RunningClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {

  private static final Duration DEADLINE = Duration.ofSeconds(120);

  private final AtomicLong now = new AtomicLong(1_000);
  private final AtomicLong batchMillis = new AtomicLong();
  private final RunningClock clock = new RunningClock(now::get);
  private final List<Throwable> reasons = new CopyOnWriteArrayList<>();
  private Watchdog watchdog = watchdog(batchMillis::get);

  private Watchdog watchdog(LongSupplier longestBatchMillis) {
    return new Watchdog(clock, longestBatchMillis, DEADLINE, Duration.ofHours(2), reasons::add);
  }

  @AfterEach
  void close() {
    watchdog.close();
  }

  @Test
  void aBatchWithinItsDeadlineIsLeftAlone() {
    batchMillis.set(DEADLINE.toMillis());
    watchdog.tick();
    assertThat(reasons).isEmpty();
  }

  @Test
  void aBatchThatDoesNotReturnEndsTheProcess() {
    batchMillis.set(DEADLINE.toMillis() + 1);
    watchdog.tick();
    assertThat(reasons)
        .singleElement()
        .isInstanceOf(DeviceFailedException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .contains("120 s");
  }

  @Test
  void aStandstillShiftsDeadlinesAndEndsNothing() {
    long before = clock.getAsLong();
    now.addAndGet(Duration.ofMinutes(10).toMillis());
    watchdog.tick();
    assertThat(clock.getAsLong() - before).isEqualTo(RunningClock.TICK_MILLIS + 1_000);
    assertThat(reasons).isEmpty();
  }

  @Test
  void aStandstillInWhichDeletionsMayHaveBeenMissedEndsTheProcess() {
    now.addAndGet(Duration.ofMinutes(61).toMillis());
    watchdog.tick();
    assertThat(reasons)
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("missed deletions");
  }

  @Test
  void whatPassedBeforeItsStartIsNoStandstill() {
    now.addAndGet(Duration.ofMinutes(61).toMillis());
    watchdog.start();
    assertThat(clock.tick()).isZero();
    watchdog.tick();
    assertThat(reasons).isEmpty();
  }

  @Test
  void aWatchThatFailsEndsTheProcessRatherThanEveryDeadline() {
    watchdog =
        watchdog(
            () -> {
              throw new NoClassDefFoundError("gone");
            });
    watchdog.tick();
    assertThat(reasons).singleElement().isInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void itTicksByItselfUntilItIsClosed() {
    watchdog.start();
    batchMillis.set(DEADLINE.toMillis() + 1);
    await().untilAsserted(() -> assertThat(reasons).hasSizeGreaterThan(1));
  }
}
