package io.clipstreams.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * The faults of a run, one after another, settled by the seed alone. They come in rounds in which
 * each kind occurs once; in each, those that every long run must have come before the others.
 */
final class FaultSchedule {

  private static final int LEAST_PAUSE_MS = 500;
  private static final int MORE_PAUSE_MS = 4_500;

  /** Beyond the session timeout, or for servers beyond a client's first retries. */
  private static final int MORE_LASTS_MS = 6_000;

  private final Random random;
  private final Duration sessionTimeout;

  FaultSchedule(long seed, Duration sessionTimeout) {
    this.random = new Random(seed);
    this.sessionTimeout = sessionTimeout;
  }

  /** The faults of the next round. */
  List<PlannedFault> nextRound() {
    List<PlannedFault> round = new ArrayList<>();
    round.addAll(shuffled(FaultKind::always));
    round.addAll(shuffled(kind -> !kind.always()));
    return round;
  }

  private List<PlannedFault> shuffled(Predicate<FaultKind> which) {
    List<FaultKind> kinds =
        new ArrayList<>(Arrays.stream(FaultKind.values()).filter(which).toList());
    Collections.shuffle(kinds, random);
    return kinds.stream().map(this::plan).toList();
  }

  private PlannedFault plan(FaultKind kind) {
    return new PlannedFault(
        kind,
        Duration.ofMillis(LEAST_PAUSE_MS + random.nextInt(MORE_PAUSE_MS)),
        least(kind).plusMillis(random.nextInt(MORE_LASTS_MS)),
        random.nextBoolean());
  }

  private Duration least(FaultKind kind) {
    return switch (kind) {
      case APP_KILL, BROKER_KILL -> Duration.ZERO;
      case APP_STOP -> sessionTimeout.plusSeconds(2);
      case S3_DOWN -> Duration.ofSeconds(15);
      case S3_ERROR -> Duration.ofSeconds(10);
      case REBALANCE, REGISTRY_DOWN, S3_SLOW, S3_CUT, S3_LONG -> Duration.ofSeconds(5);
    };
  }
}
