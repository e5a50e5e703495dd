package io.clipstreams.benchmarks.verifier;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the {@link Verifier} counted. Filled by it alone, and then only read. */
public final class Verdict {

  private static final int EXAMPLES = 5;

  private final Map<Finding, Integer> counts = new EnumMap<>(Finding.class);
  private final List<String> examples = new ArrayList<>();
  private final int submitted;
  private int classified;
  private int deadLettered;
  private int expectedDeadLetters;

  Verdict(int submitted) {
    this.submitted = submitted;
  }

  void add(Finding finding, String what) {
    if (counts.merge(finding, 1, Integer::sum) <= EXAMPLES) {
      examples.add(finding.plural() + ": " + what);
    }
  }

  void expectDeadLetter() {
    expectedDeadLetters++;
  }

  void classified() {
    classified++;
  }

  void deadLettered() {
    deadLettered++;
  }

  public int count(Finding finding) {
    return counts.getOrDefault(finding, 0);
  }

  /** Whether nothing is wrong. */
  public boolean isClean() {
    return counts.isEmpty();
  }

  /** The first few of each finding, for people. */
  public List<String> examples() {
    return List.copyOf(examples);
  }

  public int submitted() {
    return submitted;
  }

  /** Records of classifications of what was submitted. */
  public int classifications() {
    return classified;
  }

  /** Records of dead letters of what was submitted. */
  public int deadLetters() {
    return deadLettered;
  }

  public int expectedDeadLetters() {
    return expectedDeadLetters;
  }

  @Override
  public String toString() {
    return "%d submitted, %d classified, %d dead letters of %d expected, %s %s"
        .formatted(submitted, classified, deadLettered, expectedDeadLetters, counts, examples);
  }
}
