package io.clipstreams.benchmarks.faults;

import java.time.Duration;
import java.util.Objects;

/**
 * A fault of the schedule.
 *
 * @param pause before it
 * @param lasts how long the fault lasts, beside the time that processes take to start
 * @param variant of the kind, such as whether another instance stands in
 */
record PlannedFault(FaultKind kind, Duration pause, Duration lasts, boolean variant) {
  PlannedFault {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(pause, "pause");
    Objects.requireNonNull(lasts, "lasts");
  }
}
