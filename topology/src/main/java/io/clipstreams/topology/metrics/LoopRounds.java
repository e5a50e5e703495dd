package io.clipstreams.topology.metrics;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Times the rounds of the stream threads' loops. A round lasts from the moment when a thread's main
 * consumer has returned from poll to its next poll: all that the thread does with records, timers
 * and commits. Rebalances happen within poll, and are not a part of it.
 *
 * <p>One for a process. Stream threads call everything, each for its own rounds.
 */
public final class LoopRounds {

  private final PipelineMetrics metrics;
  private final LongSupplier nanoTime;
  private final ThreadLocal<Round> rounds = ThreadLocal.withInitial(Round::new);

  /** The round of one thread. */
  private static final class Round {
    private boolean begun;
    private long began;
    private long waited;
  }

  /**
   * @param metrics told of each round
   */
  public LoopRounds(PipelineMetrics metrics) {
    this(metrics, System::nanoTime);
  }

  LoopRounds(PipelineMetrics metrics, LongSupplier nanoTime) {
    this.metrics = metrics;
    this.nanoTime = nanoTime;
  }

  /** The main consumer has returned from poll: a round begins. */
  public void begin() {
    Round round = rounds.get();
    round.began = nanoTime.getAsLong();
    round.waited = 0;
    round.begun = true;
  }

  /** The main consumer is about to poll: the round ends, if one began. */
  public void end() {
    Round round = rounds.get();
    if (round.begun) {
      round.begun = false;
      metrics.loopRound(nanoTime.getAsLong() - round.began, round.waited);
    }
  }

  /** Makes a call that waits for the brokers; its time is told apart from the rest of the round. */
  public <T> T supplyWaiting(Supplier<T> call) {
    long before = nanoTime.getAsLong();
    try {
      return call.get();
    } finally {
      rounds.get().waited += nanoTime.getAsLong() - before;
    }
  }

  /** The same for a call without a result. */
  public void runWaiting(Runnable call) {
    supplyWaiting(
        () -> {
          call.run();
          return null;
        });
  }
}
