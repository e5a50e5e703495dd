package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.internals.Topic;

/**
 * The topics and how they are created.
 *
 * @param images references of images
 * @param labelSets definitions of label sets
 * @param labelVectors label sets as they are used, and their cached embeddings
 * @param classifications the answers
 * @param deadLetters inputs that have no answer
 * @param partitions of the topics that are not of labels
 * @param replicationFactor of all topics; −1 is the broker's default
 */
public record TopicSettings(
    String images,
    String labelSets,
    String labelVectors,
    String classifications,
    String deadLetters,
    int partitions,
    short replicationFactor) {

  public static final String IMAGES = "topic.images";
  public static final String LABEL_SETS = "topic.label.sets";
  public static final String LABEL_VECTORS = "topic.label.vectors";
  public static final String CLASSIFICATIONS = "topic.classifications";
  public static final String DEAD_LETTERS = "topic.dead.letters";
  public static final String PARTITIONS = "topics.partitions";
  public static final String REPLICATION_FACTOR = "topics.replication.factor";

  private static final ConfigDef.Validator TOPIC_NAME =
      LambdaValidator.with(
          (key, value) -> {
            try {
              Topic.validate((String) value);
            } catch (RuntimeException e) {
              throw new ConfigException(key, value, e.getMessage());
            }
          },
          () -> "a topic's name");

  static void define(ConfigDef def) {
    topic(def, IMAGES, "clip.images", "Topic of image references (Avro ImageReference).");
    topic(def, LABEL_SETS, "clip.label-sets", "Topic of label set definitions; one partition.");
    topic(
        def,
        LABEL_VECTORS,
        "clip.label-vectors",
        "Topic of the label sets in use and their embeddings; one partition, compacted.");
    topic(def, CLASSIFICATIONS, "clip.classifications", "Topic of the answers.");
    topic(
        def,
        DEAD_LETTERS,
        "clip.dead-letters",
        "Topic of inputs that cannot be answered, as they came, with the reason in headers.");
    def.define(
            PARTITIONS,
            Type.INT,
            8,
            Range.atLeast(1),
            MEDIUM,
            "Partitions with which topics are created; those of labels have one.")
        .define(
            REPLICATION_FACTOR,
            Type.SHORT,
            (short) -1,
            Range.atLeast(-1),
            MEDIUM,
            "Replicas with which topics are created; -1 takes the broker's default.");
  }

  private static void topic(ConfigDef def, String key, String name, String doc) {
    def.define(key, Type.STRING, name, TOPIC_NAME, MEDIUM, doc);
  }

  static TopicSettings from(AbstractConfig config) {
    return new TopicSettings(
        config.getString(IMAGES),
        config.getString(LABEL_SETS),
        config.getString(LABEL_VECTORS),
        config.getString(CLASSIFICATIONS),
        config.getString(DEAD_LETTERS),
        config.getInt(PARTITIONS),
        config.getShort(REPLICATION_FACTOR));
  }
}
