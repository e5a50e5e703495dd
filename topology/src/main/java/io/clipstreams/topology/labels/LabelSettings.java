package io.clipstreams.topology.labels;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How label sets are kept.
 *
 * @param definitionsTopic topic of the definitions; one partition
 * @param vectorsTopic topic of vectors, pages and manifests; one partition
 * @param deadLettersTopic topic of refused definitions
 * @param keepVersions how many versions of a set are kept for each model, the current one included
 * @param maxLabels how many labels a set may have
 * @param labelTopicPrefix how topics begin that labels may name; empty: labels may name none
 * @param turn how often the label task looks after its work
 */
public record LabelSettings(
    String definitionsTopic,
    String vectorsTopic,
    String deadLettersTopic,
    int keepVersions,
    int maxLabels,
    Optional<String> labelTopicPrefix,
    Duration turn) {

  public static final int DEFAULT_KEEP_VERSIONS = 5;
  public static final int DEFAULT_MAX_LABELS = 100_000;
  public static final Duration DEFAULT_TURN = Duration.ofMillis(10);

  public LabelSettings {
    Objects.requireNonNull(definitionsTopic, "definitionsTopic");
    Objects.requireNonNull(vectorsTopic, "vectorsTopic");
    Objects.requireNonNull(deadLettersTopic, "deadLettersTopic");
    Objects.requireNonNull(labelTopicPrefix, "labelTopicPrefix");
    if (keepVersions < 1 || maxLabels < 1 || turn.toMillis() < 1) {
      throw new IllegalArgumentException(
          "keepVersions, maxLabels and turn (in ms) must be at least 1");
    }
  }

  /** The defaults, for these topics. */
  public static LabelSettings of(
      String definitionsTopic, String vectorsTopic, String deadLettersTopic) {
    return new LabelSettings(
        definitionsTopic,
        vectorsTopic,
        deadLettersTopic,
        DEFAULT_KEEP_VERSIONS,
        DEFAULT_MAX_LABELS,
        Optional.empty(),
        DEFAULT_TURN);
  }
}
