package io.clipstreams.topology;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {

  private final AtomicLong clock = new AtomicLong();
  private final List<Throwable> gaveUp = new ArrayList<>();
  private final ThreadFailures failures = new ThreadFailures(clock::get, gaveUp::add);
  private final RuntimeException error = new IllegalStateException("fenced");

  @Test
  void aThreadThatDiesIsReplaced() {
    assertThat(failures.handle(error)).isEqualTo(REPLACE_THREAD);
    assertThat(gaveUp).isEmpty();
  }

  @Test
  void whenItHappensAgainAndAgainTheInstanceStops() {
    for (int i = 0; i < 3; i++) {
      assertThat(failures.handle(error)).isEqualTo(REPLACE_THREAD);
    }
    assertThat(failures.handle(error)).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(gaveUp).containsExactly(error);
  }

  @Test
  void deathsFarApartAreAllReplaced() {
    for (int i = 0; i < 100; i++) {
      clock.addAndGet(30_000);
      assertThat(failures.handle(error)).isEqualTo(REPLACE_THREAD);
    }
  }

  @Test
  void anErrorOfTheMachineStopsTheInstanceAtOnce() {
    assertThat(failures.handle(new OutOfMemoryError())).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(gaveUp).hasSize(1);
  }
}
