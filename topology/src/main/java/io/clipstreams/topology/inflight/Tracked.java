package io.clipstreams.topology.inflight;

import io.clipstreams.topology.deadletter.Stage;
import io.clipstreams.topology.source.ReferenceKey;
import io.clipstreams.topology.work.ImagePipeline;
import io.clipstreams.topology.work.Outcome;

/**
 * A stored reference and where it stands. {@link InFlight} alone changes the state, and keeps the
 * deadline; how often and since when it was tried is kept by whoever tries.
 */
final class Tracked {

  /** Where a reference stands. All but RUNNING count as parked against the limit. */
  enum State {
    /** Can start when there is room and no other of its key runs. */
    PARKED,
    /** Under way; holds a slot. */
    RUNNING,
    /** Failed, and parked again at a certain time. */
    BACKOFF,
    /** Needs a label set that is not known yet. */
    AWAITS_LABELS,
    /** Needs a schema that is being fetched. */
    AWAITS_SCHEMA,
    /** Has its outcome, which is held until earlier references of its key have theirs. */
    DONE
  }

  static final long NO_DEADLINE = Long.MAX_VALUE;

  final ReferenceKey key;
  final Lane lane;

  /** Position in the order in which references came. */
  final long arrival;

  /** When its message was stored, in milliseconds since the epoch. */
  final long receivedAt;

  State state = State.PARKED;

  /** When a reference that backs off or awaits labels is parked again, in running milliseconds. */
  long wakeAt;

  /** Set when DONE: a classification or a final failure. */
  Outcome outcome;

  /** Set while RUNNING. */
  ImagePipeline.Attempt attempt;

  /** How many attempts were made, and when the first began, in running milliseconds. */
  int attempts;

  long firstAttemptAt;

  /** Since when it has been waiting for label sets, in running milliseconds; -1 when never. */
  long awaitsLabelsSince = -1;

  /** What was tried last, or is waited for; while RUNNING the attempt knows better. */
  Stage stage = Stage.FETCH;

  /** Why the last attempt failed; null when none did. */
  Throwable lastError;

  /** By when it must be DONE, in running milliseconds; none until it is first in work. */
  long deadline = NO_DEADLINE;

  Tracked(ReferenceKey key, Lane lane, long arrival, long receivedAt) {
    this.key = key;
    this.lane = lane;
    this.arrival = arrival;
    this.receivedAt = receivedAt;
  }

  @Override
  public String toString() {
    return key + " " + state;
  }
}
