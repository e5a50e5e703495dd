package io.clipstreams.topology.labels;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * How label sets are kept.
 *
 * @param definitionsTopic topic of the definitions; one partition
 * @param vectorsTopic topic of vectors, pages and manifests; one partition
 * @param deadLettersTopic topic of refused definitions
 * @param keepVersions how many versions of a set are kept for each model, the current one included
 * @param otherModelsKept for how long versions for models that are not configured are kept
 * @param maxLabels how many labels a set may have
 * @param labelTopicPrefix how topics begin that labels may name; empty: labels may name none
 * @param turn how often the label task looks after its work
 */
public record LabelSettings(
    String definitionsTopic,
    String vectorsTopic,
    String deadLettersTopic,
    int keepVersions,
    Duration otherModelsKept,
    int maxLabels,
    Optional<String> labelTopicPrefix,
    Duration turn) {

  public static final String MAX_LABELS = "labels.max";
  public static final String KEEP_VERSIONS = "labels.keep.versions";
  public static final String KEEP_OTHER_MODELS = "labels.keep.other.models.ms";
  public static final String TOPIC_PREFIX = "labels.topic.prefix";

  private static final Duration TURN = Duration.ofMillis(10);

  public LabelSettings {
    Objects.requireNonNull(definitionsTopic, "definitionsTopic");
    Objects.requireNonNull(vectorsTopic, "vectorsTopic");
    Objects.requireNonNull(deadLettersTopic, "deadLettersTopic");
    Objects.requireNonNull(labelTopicPrefix, "labelTopicPrefix");
    if (otherModelsKept.isNegative()) {
      throw new IllegalArgumentException("otherModelsKept must not be negative");
    }
    if (keepVersions < 1 || maxLabels < 1 || turn.toMillis() < 1) {
      throw new IllegalArgumentException(
          "keepVersions, maxLabels and turn (in ms) must be at least 1");
    }
  }

  /** Adds the keys to the application's configuration. */
  public static void define(ConfigDef def) {
    def.define(
            MAX_LABELS,
            Type.INT,
            100_000,
            Range.atLeast(1),
            MEDIUM,
            "How many labels a set may have; a definition with more is refused.")
        .define(
            KEEP_VERSIONS,
            Type.INT,
            5,
            Range.atLeast(1),
            LOW,
            "How many versions of a label set are kept for each model, the current one included.")
        .define(
            KEEP_OTHER_MODELS,
            Type.LONG,
            Duration.ofDays(7).toMillis(),
            Range.atLeast(0),
            LOW,
            "For how long the versions of a model stay that is not configured any more, in"
                + " milliseconds: within that time one can go back to it without encoding"
                + " anything.")
        .define(
            TOPIC_PREFIX,
            Type.STRING,
            "",
            LOW,
            "How topics must begin that labels may name for copies of the classifications that"
                + " decide for them; empty: labels may name none. The topics must exist when the"
                + " label set is defined; give this application the right to write them.");
  }

  /** The configured settings, for these topics. */
  public static LabelSettings from(
      AbstractConfig config,
      String definitionsTopic,
      String vectorsTopic,
      String deadLettersTopic) {
    return new LabelSettings(
        definitionsTopic,
        vectorsTopic,
        deadLettersTopic,
        config.getInt(KEEP_VERSIONS),
        Duration.ofMillis(config.getLong(KEEP_OTHER_MODELS)),
        config.getInt(MAX_LABELS),
        Optional.of(config.getString(TOPIC_PREFIX)).filter(prefix -> !prefix.isBlank()),
        TURN);
  }

  /** The defaults, for these topics. */
  public static LabelSettings of(
      String definitionsTopic, String vectorsTopic, String deadLettersTopic) {
    ConfigDef def = new ConfigDef();
    define(def);
    return from(
        new AbstractConfig(def, Map.of(), false), definitionsTopic, vectorsTopic, deadLettersTopic);
  }
}
