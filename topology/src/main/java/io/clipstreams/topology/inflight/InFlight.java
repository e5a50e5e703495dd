package io.clipstreams.topology.inflight;

import io.clipstreams.topology.inflight.Tracked.State;
import io.clipstreams.topology.source.ReferenceKey;
import io.clipstreams.topology.work.Outcome;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where each stored reference of a task stands, what can start, and what can leave. Knows no Kafka
 * and no clock; for one thread.
 *
 * <p>References of one source topic, partition and record key form a {@link Lane}. In a lane at
 * most one runs at a time, and they leave in their order; while an early one backs off or waits,
 * later ones may run, and their outcomes are held. Lanes overtake each other freely.
 */
final class InFlight {

  private static final Comparator<Tracked> BY_ARRIVAL =
      Comparator.comparingLong(reference -> reference.arrival);
  private static final Comparator<Tracked> BY_WAKE_TIME =
      Comparator.<Tracked>comparingLong(reference -> reference.wakeAt).thenComparing(BY_ARRIVAL);

  private static final Comparator<Tracked> BY_DEADLINE =
      Comparator.<Tracked>comparingLong(reference -> reference.deadline).thenComparing(BY_ARRIVAL);

  private static final Comparator<Tracked> BY_AGE =
      Comparator.<Tracked>comparingLong(reference -> reference.receivedAt)
          .thenComparing(BY_ARRIVAL);

  private final Map<ReferenceKey, Tracked> references = new HashMap<>();
  private final Map<Lane.Name, Lane> lanes = new HashMap<>();
  private final NavigableSet<Tracked> startable = new TreeSet<>(BY_ARRIVAL);
  private final NavigableSet<Tracked> alarms = new TreeSet<>(BY_WAKE_TIME);
  private final NavigableSet<Tracked> deadlines = new TreeSet<>(BY_DEADLINE);
  private final NavigableSet<Tracked> byAge = new TreeSet<>(BY_AGE);
  private final Set<Tracked> awaitingLabels = new LinkedHashSet<>();
  private final Deque<Tracked> leaving = new ArrayDeque<>();
  private long arrivals;
  private int running;

  /**
   * Parks a reference, unless it is tracked already.
   *
   * @param recordKey of its record, or what else names its lane; null for none
   * @param receivedAt when its message was stored, in milliseconds since the epoch
   */
  void add(ReferenceKey key, byte[] recordKey, long receivedAt) {
    if (references.containsKey(key)) {
      return;
    }
    Lane lane = lanes.computeIfAbsent(Lane.Name.of(key, recordKey), Lane::new);
    Tracked reference = new Tracked(key, lane, arrivals++, receivedAt);
    references.put(key, reference);
    byAge.add(reference);
    lane.add(reference);
    refresh(lane);
  }

  /** The oldest reference that can start: parked, and no other of its lane runs. */
  Optional<Tracked> nextStartable() {
    return startable.isEmpty() ? Optional.empty() : Optional.of(startable.first());
  }

  /** It has been started, and holds a slot. */
  void run(Tracked reference) {
    change(reference, State.RUNNING);
  }

  /** It can be started again. */
  void park(Tracked reference) {
    change(reference, State.PARKED);
  }

  /** It is parked again at this time. */
  void backOff(Tracked reference, long until) {
    change(reference, State.BACKOFF);
    alarm(reference, until);
  }

  /** It is parked again when label sets have changed, or at this time. */
  void awaitLabels(Tracked reference, long until) {
    change(reference, State.AWAITS_LABELS);
    awaitingLabels.add(reference);
    alarm(reference, until);
  }

  /** It is parked again by whoever brings the schema. */
  void awaitSchema(Tracked reference) {
    change(reference, State.AWAITS_SCHEMA);
  }

  private void alarm(Tracked reference, long at) {
    reference.wakeAt = at;
    alarms.add(reference);
  }

  /** It must be finished by this time. Only the first call for a reference counts. */
  void finishBy(Tracked reference, long deadline) {
    if (reference.deadline == Tracked.NO_DEADLINE) {
      reference.deadline = deadline;
      deadlines.add(reference);
    }
  }

  /** The first that should have been finished by now. */
  Optional<Tracked> nextOverdue(long now) {
    return deadlines.isEmpty() || deadlines.first().deadline > now
        ? Optional.empty()
        : Optional.of(deadlines.first());
  }

  /** Its outcome is there; it leaves when no earlier one of its lane is left. */
  void finish(Tracked reference, Outcome outcome) {
    change(reference, State.DONE);
    reference.outcome = outcome;
    letLeave(reference.lane);
  }

  private void letLeave(Lane lane) {
    for (Optional<Tracked> first = lane.firstIfDone();
        first.isPresent();
        first = lane.firstIfDone()) {
      lane.remove(first.get());
      leaving.add(first.get());
    }
  }

  /** The next that leaves, with its outcome. It is counted until {@link #remove}. */
  Optional<Tracked> nextLeaving() {
    return Optional.ofNullable(leaving.peek());
  }

  /** Tracks it no longer: it has left. */
  void remove(Tracked reference) {
    drop(reference);
    settle(reference.lane);
  }

  /** Others take the place, and the deadline, of a message that could not be read before. */
  void replace(Tracked message, List<ReferenceKey> keys, byte[] recordKey) {
    drop(message);
    for (ReferenceKey key : keys) {
      add(key, recordKey, message.receivedAt);
      if (message.deadline != Tracked.NO_DEADLINE) {
        finishBy(references.get(key), message.deadline);
      }
    }
    settle(message.lane);
  }

  private void drop(Tracked reference) {
    change(reference, State.DONE);
    if (leaving.peek() == reference) {
      leaving.remove();
    }
    reference.lane.remove(reference);
    references.remove(reference.key);
    byAge.remove(reference);
  }

  private void settle(Lane lane) {
    letLeave(lane);
    refresh(lane);
    if (lane.isEmpty()) {
      lanes.remove(lane.name(), lane);
    }
  }

  /** Parks what has backed off, or waited, until now. */
  void wakeDue(long now) {
    while (!alarms.isEmpty() && alarms.first().wakeAt <= now) {
      park(alarms.first());
    }
  }

  /** Parks all that await label sets. */
  void wakeAwaitingLabels() {
    for (Tracked reference : List.copyOf(awaitingLabels)) {
      park(reference);
    }
  }

  private void change(Tracked reference, State state) {
    if (reference.state == State.RUNNING) {
      running--;
    }
    if (state == State.RUNNING) {
      running++;
    }
    alarms.remove(reference);
    awaitingLabels.remove(reference);
    if (state == State.DONE) {
      deadlines.remove(reference);
    }
    reference.state = state;
    refresh(reference.lane);
  }

  private void refresh(Lane lane) {
    Tracked found = lane.findStartable();
    if (lane.startable != found) {
      if (lane.startable != null) {
        startable.remove(lane.startable);
      }
      if (found != null) {
        startable.add(found);
      }
      lane.startable = found;
    }
  }

  /** How many are under way. */
  int running() {
    return running;
  }

  /** How many are stored and not under way. */
  int parked() {
    return references.size() - running;
  }

  /** When the oldest that has not left was stored, in milliseconds since the epoch. */
  OptionalLong oldestReceivedAt() {
    return byAge.isEmpty() ? OptionalLong.empty() : OptionalLong.of(byAge.first().receivedAt);
  }

  /** All that are tracked, in no order. */
  Collection<Tracked> all() {
    return Collections.unmodifiableCollection(references.values());
  }
}
