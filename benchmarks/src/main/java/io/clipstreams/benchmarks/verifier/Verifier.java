package io.clipstreams.benchmarks.verifier;

import io.clipstreams.benchmarks.verifier.Submitted.Answer;
import io.clipstreams.benchmarks.verifier.Submitted.DeadLetter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what was submitted with what stands in the output topics. Exactly one answer for each
 * reference, by one version of the label set that was current meanwhile, with the right numbers;
 * the expected dead letters and no others; references of one key in their order.
 */
public final class Verifier {

  /** Batch shapes change last bits; the closest two pictures differ by a multiple of this. */
  public static final double SIMILARITY_TOLERANCE = 5e-4;

  /** CLIP multiplies similarities by 100 before the softmax. */
  public static final double SCORE_TOLERANCE = 0.03;

  private final LabelHistory history;
  private final Judge judge;

  public Verifier(LabelHistory history, Judge judge) {
    this.history = history;
    this.judge = judge;
  }

  /**
   * Counts.
   *
   * @param found the output topics from their beginning to their end, each partition in its order
   */
  public Verdict verify(Collection<Submitted> submitted, List<Found> found) {
    Verdict verdict = new Verdict(submitted.size());
    Map<Coordinates, Submitted> expected = new HashMap<>();
    for (Submitted one : submitted) {
      if (expected.put(one.source(), one) != null) {
        throw new IllegalArgumentException(one.source() + " was submitted twice");
      }
      if (one.expected() instanceof DeadLetter) {
        verdict.expectDeadLetter();
      }
    }
    Map<Coordinates, String> answered = new HashMap<>();
    Order order = new Order();
    for (Found record : found) {
      Coordinates source = source(record);
      Submitted reference = source == null ? null : expected.get(source);
      if (record instanceof Found.Letter letter && history.mayBeSuperseded(letter)) {
        if (answered.putIfAbsent(source, record.place()) != null) {
          verdict.add(Finding.DOUBLED, letter.toString());
        }
        continue;
      }
      if (reference == null) {
        verdict.add(Finding.STRANGER, record.toString());
        continue;
      }
      String before = answered.putIfAbsent(source, record.place());
      if (before != null) {
        verdict.add(Finding.DOUBLED, "%s at %s and %s".formatted(source, before, record.place()));
      }
      if (record instanceof Found.Classified classified) {
        verdict.classified();
        check(reference, classified, verdict);
        order.check(reference, classified, verdict);
      } else if (record instanceof Found.Letter letter) {
        verdict.deadLettered();
        check(reference, letter, verdict);
      }
    }
    for (Submitted one : submitted) {
      if (!answered.containsKey(one.source())) {
        verdict.add(Finding.LOST, "%s, key %s".formatted(one.source(), one.key()));
      }
    }
    return verdict;
  }

  private static Coordinates source(Found record) {
    if (record instanceof Found.Classified classified) {
      return classified.source();
    }
    return record instanceof Found.Letter letter ? letter.source() : null;
  }

  private static void check(Submitted reference, Found.Letter letter, Verdict verdict) {
    boolean asExpected =
        reference.expected() instanceof DeadLetter wanted && wanted.stage().equals(letter.stage());
    if (!asExpected) {
      verdict.add(
          Finding.UNEXPECTED_DEAD_LETTER,
          "%s, expected %s, has stage %s, reason %s: %s"
              .formatted(
                  letter.source(),
                  reference.expected(),
                  letter.stage(),
                  letter.reason(),
                  letter.message()));
    }
  }

  private void check(Submitted reference, Found.Classified found, Verdict verdict) {
    if (!(reference.expected() instanceof Answer wanted)) {
      verdict.add(Finding.WRONG_ANSWER, found.source() + " was classified: " + reference);
      return;
    }
    if (!wanted.etag().equals(found.etag())) {
      verdict.add(
          Finding.WRONG_ANSWER,
          "%s is of an object with ETag %s instead of %s"
              .formatted(found.source(), found.etag(), wanted.etag()));
    }
    if (found.results().size() != 1 || !found.results().get(0).status().equals("OK")) {
      verdict.add(Finding.WRONG_ANSWER, "%s has %s".formatted(found.source(), found.results()));
      return;
    }
    check(reference, found, found.results().get(0), wanted.picture(), verdict);
  }

  private void check(
      Submitted reference,
      Found.Classified found,
      Found.Result result,
      String picture,
      Verdict verdict) {
    Set<String> names = result.labels().stream().map(Found.Label::name).collect(Collectors.toSet());
    OptionalInt generation = history.generation(result.version());
    if (generation.isEmpty()
        || !LabelHistory.generations(names).equals(List.of(generation.getAsInt()))) {
      verdict.add(
          Finding.MIXED_VERSIONS,
          "%s, version %d, generation %s: %s"
              .formatted(found.source(), result.version(), generation, names));
      return;
    }
    if (!history.wasCurrent(result.version(), reference.at(), found.scoredAt())) {
      verdict.add(
          Finding.STALE_VERSION,
          "%s, submitted %d, scored %d, by version %d"
              .formatted(found.source(), reference.at(), found.scoredAt(), result.version()));
    }
    Map<String, Judge.Numbers> right = judge.judge(picture, generation.getAsInt());
    if (result.labels().size() != right.size() || !names.equals(right.keySet())) {
      verdict.add(
          Finding.MIXED_VERSIONS,
          "%s, version %d, has the labels %s of %s"
              .formatted(found.source(), result.version(), names, right.keySet()));
      return;
    }
    for (Found.Label label : result.labels()) {
      Judge.Numbers numbers = right.get(label.name());
      // Written so that a score that is no number is wrong too.
      boolean isRight =
          Math.abs(label.similarity() - numbers.similarity()) <= SIMILARITY_TOLERANCE
              && Math.abs(label.score() - numbers.score()) <= SCORE_TOLERANCE;
      if (!isRight) {
        verdict.add(
            Finding.WRONG_ANSWER,
            "%s, picture %s: %s instead of %s".formatted(found.source(), picture, label, numbers));
        return;
      }
    }
  }

  /** Answers of one key from one partition, in the order in which they stand in theirs. */
  private static final class Order {

    private record Lane(String key, int partition) {}

    private final Map<Lane, Long> last = new HashMap<>();

    void check(Submitted reference, Found.Classified found, Verdict verdict) {
      Coordinates source = found.source();
      Long before = last.put(new Lane(reference.key(), source.partition()), source.offset());
      // Equal is doubled, not out of order.
      if (before != null && before > source.offset()) {
        verdict.add(
            Finding.OUT_OF_ORDER,
            "%s of key %s stands behind offset %d".formatted(source, reference.key(), before));
      }
    }
  }
}
