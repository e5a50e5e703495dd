package io.clipstreams.cli.demo;

import io.clipstreams.cli.events.Reference;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Holds what was emitted against what came back. The emitting thread calls {@link #emitted} and
 * waits; the reading thread calls {@link #answered} and {@link #refused}.
 */
final class DemoTally {

  private static final Score NONE = new Score(0, 0, 0);

  private final Map<Reference, String> emitted = new HashMap<>();
  private final Set<Reference> answered = new HashSet<>();
  private final Set<Reference> refused = new HashSet<>();
  private final TreeMap<Long, Score> byVersion = new TreeMap<>();
  private int doubled;
  private RuntimeException failure;

  /** Right answers among those that have a right label. */
  record Score(int right, int judged, int answers) {

    Score plus(Score other) {
      return new Score(right + other.right, judged + other.judged, answers + other.answers);
    }

    private Score plus(DemoAnswer answer) {
      return new Score(
          right + (answer.right() ? 1 : 0), judged + (answer.judgeable() ? 1 : 0), answers + 1);
    }
  }

  synchronized void emitted(Reference reference, String image) {
    emitted.put(reference, image);
    notifyAll();
  }

  synchronized void answered(Reference reference, DemoAnswer answer) {
    if (!answered.add(reference)) {
      doubled++;
    }
    byVersion.compute(
        answer.version(), (version, score) -> (score == null ? NONE : score).plus(answer));
    notifyAll();
  }

  synchronized void refused(Reference reference) {
    if (!refused.add(reference)) {
      doubled++;
    }
    notifyAll();
  }

  /** Nothing more will be read; whoever waits is told why. */
  synchronized void fail(RuntimeException reason) {
    failure = reason;
    notifyAll();
  }

  synchronized int answers() {
    return answered.size();
  }

  synchronized int answersBy(long version) {
    return score(version).answers();
  }

  synchronized Score score(long version) {
    return byVersion.getOrDefault(version, NONE);
  }

  /** Every emitted reference has exactly one classification, and no dead letter. */
  synchronized boolean complete() {
    return doubled == 0 && refused.isEmpty() && answered.containsAll(emitted.keySet());
  }

  /** Images that got no classification. */
  synchronized Set<String> missing() {
    Map<Reference, String> missing = new HashMap<>(emitted);
    missing.keySet().removeAll(answered);
    return new HashSet<>(missing.values());
  }

  synchronized int doubled() {
    return doubled;
  }

  synchronized int emittedCount() {
    return emitted.size();
  }

  /** Waits until every emitted reference has its answer, of whatever kind. */
  boolean awaitAll(Duration patience) throws InterruptedException {
    return await(
        () ->
            emitted.keySet().stream()
                .allMatch(one -> answered.contains(one) || refused.contains(one)),
        patience);
  }

  /**
   * Waits.
   *
   * @param patience how long nothing may come before this gives up
   * @return whether what is waited for has come
   */
  synchronized boolean await(BooleanSupplier done, Duration patience) throws InterruptedException {
    long lastChange = System.nanoTime();
    int seen = answered.size() + refused.size();
    while (!done.getAsBoolean()) {
      long left = patience.toMillis() - (System.nanoTime() - lastChange) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
      if (failure != null) {
        throw failure;
      }
      if (answered.size() + refused.size() > seen) {
        seen = answered.size() + refused.size();
        lastChange = System.nanoTime();
      }
    }
    return true;
  }
}
