package io.clipstreams.benchmarks.labels;

import io.clipstreams.benchmarks.line.LineOptions;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is measured.
 *
 * @param line the checkpoint and its precision
 * @param rounds how often each size scores, in turn
 * @param idleUpdates on a line that has nothing else to do
 * @param busyUpdates on a line that never lacks work, at least; one takes ten seconds
 * @param windows with stored images being judged again, and as many without
 */
public record LabelsOptions(
    LineOptions line,
    int rounds,
    int idleUpdates,
    int busyUpdates,
    int windows,
    Set<LabelsSection> sections) {

  public static final int USUAL_ROUNDS = 15;
  public static final int USUAL_IDLE_UPDATES = 300;
  public static final int USUAL_BUSY_UPDATES = 100;

  public static final int USUAL_WINDOWS = 5;

  public LabelsOptions {
    if (rounds < 1 || idleUpdates < 1 || busyUpdates < 1 || windows < 1) {
      throw new IllegalArgumentException("rounds, updates and windows must be at least 1");
    }
    if (sections.isEmpty()) {
      throw new IllegalArgumentException("there is no section to measure");
    }
    sections = Set.copyOf(EnumSet.copyOf(sections));
  }
}
