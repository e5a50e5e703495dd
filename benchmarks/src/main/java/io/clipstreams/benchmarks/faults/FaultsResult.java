package io.clipstreams.benchmarks.faults;

import io.clipstreams.benchmarks.verifier.Finding;
import io.clipstreams.benchmarks.verifier.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@link FaultsBenchmark} found.
 *
 * @param minutes of injection
 * @param submitted references that the topic of images has taken
 * @param classified records of classifications
 * @param deadLettered records of dead letters
 * @param expectedDeadLetters as follows from the inputs alone
 * @param lost references without an answer
 * @param doubled answers beyond the first
 * @param strangers answers to what was not submitted
 * @param mixedVersions results with labels of another version than they name
 * @param staleVersions results by a version that was not current between submission and answer
 * @param wrongAnswers other numbers than a local classification, or a label for other bytes
 * @param unexpectedDeadLetters dead letters that do not follow from the inputs, or of another stage
 * @param outOfOrder answers before that of an earlier reference of their key
 * @param labelSwaps how often the label set was replaced
 * @param endedByItself how often an instance gave up and was started again
 * @param drainSeconds from the end of the injection until each reference had an answer
 * @param faults how often each kind was injected
 * @param examples the first of what is wrong
 */
public record FaultsResult(
    long seed,
    double minutes,
    int submitted,
    int classified,
    int deadLettered,
    int expectedDeadLetters,
    int lost,
    int doubled,
    int strangers,
    int mixedVersions,
    int staleVersions,
    int wrongAnswers,
    int unexpectedDeadLetters,
    int outOfOrder,
    int labelSwaps,
    int endedByItself,
    double drainSeconds,
    Map<String, Integer> faults,
    Map<String, String> addresses,
    List<String> examples) {

  public FaultsResult {
    // In their order.
    faults = new LinkedHashMap<>(faults);
    addresses = new LinkedHashMap<>(addresses);
    examples = List.copyOf(examples);
  }

  static FaultsResult of(
      long seed,
      double minutes,
      Verdict verdict,
      int labelSwaps,
      int endedByItself,
      double drainSeconds,
      Map<String, Integer> faults,
      Map<String, String> addresses) {
    return new FaultsResult(
        seed,
        minutes,
        verdict.submitted(),
        verdict.classifications(),
        verdict.deadLetters(),
        verdict.expectedDeadLetters(),
        verdict.count(Finding.LOST),
        verdict.count(Finding.DOUBLED),
        verdict.count(Finding.STRANGER),
        verdict.count(Finding.MIXED_VERSIONS),
        verdict.count(Finding.STALE_VERSION),
        verdict.count(Finding.WRONG_ANSWER),
        verdict.count(Finding.UNEXPECTED_DEAD_LETTER),
        verdict.count(Finding.OUT_OF_ORDER),
        labelSwaps,
        endedByItself,
        drainSeconds,
        faults,
        addresses,
        verdict.examples());
  }

  /** Whether nothing is wrong. */
  public boolean isClean() {
    return lost
            + doubled
            + strangers
            + mixedVersions
            + staleVersions
            + wrongAnswers
            + unexpectedDeadLetters
            + outOfOrder
        == 0;
  }

  /** The table for a terminal. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("faults of seed %d in %s minutes".formatted(seed, number(minutes)));
    faults.forEach((kind, count) -> lines.add(line("  " + kind, count)));
    lines.add(line("  label sets replaced", labelSwaps));
    lines.add(line("instances that ended by themselves", endedByItself));
    lines.add(line("submitted", submitted));
    lines.add(line("classified", classified));
    lines.add(line("dead letters", deadLettered) + "  expected " + expectedDeadLetters);
    lines.add(line("seconds until all were answered", number(drainSeconds)));
    lines.add(goal("lost", lost));
    lines.add(goal("doubled", doubled));
    lines.add(goal("answers to nothing submitted", strangers));
    lines.add(goal("mixed versions", mixedVersions));
    lines.add(goal("stale versions", staleVersions));
    lines.add(goal("wrong answers", wrongAnswers));
    lines.add(goal("unexpected dead letters", unexpectedDeadLetters));
    lines.add(goal("out of order", outOfOrder));
    examples.forEach(example -> lines.add("  " + example));
    return lines;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String goal(String what, int count) {
    return line(what, count) + "  goal 0";
  }

  private static String line(String what, Object value) {
    return String.format(Locale.ROOT, "%-36s %s", what, value);
  }
}
