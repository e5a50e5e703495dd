package io.clipstreams.benchmarks.verifier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The versions of one label set. Each version was written as a generation whose number stands in
 * each of its labels, as {@code g17 cat}, so that labels of two versions never look alike.
 */
public final class LabelHistory {

  private final NavigableMap<Long, Version> versions = new TreeMap<>();
  private final String topic;
  private final Duration learningTime;

  /**
   * A version.
   *
   * @param number offset of its definition
   * @param generation that its labels name
   * @param writtenAt before it was sent, in milliseconds since the epoch
   * @param currentAt when a consumer saw its manifest committed; empty when none did
   */
  public record Version(long number, int generation, long writtenAt, OptionalLong currentAt) {}

  /**
   * @param topic of the definitions
   * @param learningTime after which every instance that reads images is held to know a version that
   *     a consumer has seen
   */
  public LabelHistory(String topic, Collection<Version> versions, Duration learningTime) {
    this.topic = topic;
    versions.forEach(version -> this.versions.put(version.number(), version));
    this.learningTime = learningTime;
  }

  /** The generation that a version was written as. */
  OptionalInt generation(long version) {
    Version found = versions.get(version);
    return found == null ? OptionalInt.empty() : OptionalInt.of(found.generation());
  }

  /** Whoever writes a version while an earlier one is being encoded is told of the earlier one. */
  boolean mayBeSuperseded(Found.Letter letter) {
    Coordinates source = letter.source();
    return source.topic().equals(topic)
        && source.partition() == 0
        && source.index() == 0
        && versions.containsKey(source.offset())
        && source.offset() < versions.lastKey()
        && letter.stage().equals("labels")
        && letter.reason().equals("superseded");
  }

  /** Whether the version was current at some moment between submission and answer. */
  boolean wasCurrent(long version, long submittedAt, long scoredAt) {
    return versions.get(version).writtenAt() <= scoredAt
        && versions.tailMap(version, false).values().stream()
            .noneMatch(
                later ->
                    later.currentAt().isPresent()
                        && later.currentAt().getAsLong() + learningTime.toMillis() < submittedAt);
  }

  /** The generations that labels' names speak of, each once; a foreign name counts as -1. */
  static List<Integer> generations(Collection<String> labels) {
    List<Integer> found = new ArrayList<>();
    labels.stream().map(LabelHistory::generationOf).distinct().forEach(found::add);
    return found;
  }

  /** How a label of a generation is called. */
  public static String label(int generation, String word) {
    return "g%d %s".formatted(generation, word);
  }

  /** The generation that a label's name speaks of; -1 when it speaks of none. */
  public static int generationOf(String label) {
    return label.matches("g\\d{1,9} .+")
        ? Integer.parseInt(label.substring(1, label.indexOf(' ')))
        : -1;
  }
}
