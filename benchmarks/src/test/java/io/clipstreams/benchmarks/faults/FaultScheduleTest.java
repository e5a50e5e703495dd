package io.clipstreams.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {

  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

  @Test
  void theSeedSettlesTheSchedule() {
    assertThat(rounds(7)).isEqualTo(rounds(7)).isNotEqualTo(rounds(8));
  }

  @Test
  void eachRoundHasEachKindOnce() {
    assertThat(new FaultSchedule(1, SESSION_TIMEOUT).nextRound())
        .extracting(PlannedFault::kind)
        .containsExactlyInAnyOrder(FaultKind.values());
  }

  @Test
  void whatEveryLongRunMustHaveComesFirst() {
    assertThat(new FaultSchedule(1, SESSION_TIMEOUT).nextRound().subList(0, 6))
        .extracting(fault -> fault.kind().field())
        .containsExactlyInAnyOrder(
            "appKill", "appStop", "brokerKill", "s3Down", "s3Error", "rebalance");
  }

  @Test
  void aStoppedApplicationLosesItsSession() {
    assertThat(rounds(3))
        .filteredOn(fault -> fault.kind() == FaultKind.APP_STOP)
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault.lasts()).isGreaterThan(SESSION_TIMEOUT));
  }

  private static List<PlannedFault> rounds(long seed) {
    FaultSchedule schedule = new FaultSchedule(seed, SESSION_TIMEOUT);
    return IntStream.range(0, 5)
        .mapToObj(round -> schedule.nextRound())
        .flatMap(List::stream)
        .toList();
  }
}
