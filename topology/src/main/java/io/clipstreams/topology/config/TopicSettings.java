package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param s3Events S3 event notifications; empty: none are read
 * @param cloudEvents CloudEvents; empty: none are read
 * @param imageEmbeddings embeddings of classified images; empty: none are kept
 * @param rescored answers of later versions to stored images; empty: there are none
 * @param partitions of the topics that are not of labels
 * @param replicationFactor of all topics; −1 is the broker's default
 */
public record TopicSettings(
    String images,
    String labelSets,
    String labelVectors,
    String classifications,
    String deadLetters,
    Optional<String> s3Events,
    Optional<String> cloudEvents,
    Optional<String> imageEmbeddings,
    Optional<String> rescored,
    int partitions,
    short replicationFactor) {

  public static final String IMAGES = "topic.images";
  public static final String LABEL_SETS = "topic.label.sets";
  public static final String LABEL_VECTORS = "topic.label.vectors";
  public static final String CLASSIFICATIONS = "topic.classifications";
  public static final String DEAD_LETTERS = "topic.dead.letters";
  public static final String S3_EVENTS = "topic.s3.events";
  public static final String CLOUD_EVENTS = "topic.cloud.events";
  public static final String IMAGE_EMBEDDINGS = "topic.image.embeddings";
  public static final String RESCORED = "topic.rescored";
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

  private static final ConfigDef.Validator TOPIC_NAME_OR_NONE =
      LambdaValidator.with(
          (key, value) -> {
            if (!((String) value).isEmpty()) {
              TOPIC_NAME.ensureValid(key, value);
            }
          },
          () -> "a topic's name, or empty");

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
    topic(
        def,
        IMAGE_EMBEDDINGS,
        "clip.image-embeddings",
        "Topic of the embeddings of classified images, compacted; used with embeddings.enabled.");
    topic(
        def,
        RESCORED,
        "clip.rescored",
        "Topic of the answers that later versions of label sets give to stored images; used with"
            + " rescore=on-label-change.");
    def.define(
            S3_EVENTS,
            Type.STRING,
            "",
            TOPIC_NAME_OR_NONE,
            MEDIUM,
            "Topic of S3 event notifications in JSON, as MinIO writes them to Kafka and AWS sends"
                + " them: each new object is an image. Empty: none is read.")
        .define(
            CLOUD_EVENTS,
            Type.STRING,
            "",
            TOPIC_NAME_OR_NONE,
            MEDIUM,
            "Topic of CloudEvents, binary or structured, of the types"
                + " com.amazonaws.s3.ObjectCreated.* and io.clipstreams.ImageReference. Empty: none"
                + " is read.")
        .define(
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
    requireDifferent(config);
    HistorySettings history = HistorySettings.from(config);
    return new TopicSettings(
        config.getString(IMAGES),
        config.getString(LABEL_SETS),
        config.getString(LABEL_VECTORS),
        config.getString(CLASSIFICATIONS),
        config.getString(DEAD_LETTERS),
        optional(config.getString(S3_EVENTS)),
        optional(config.getString(CLOUD_EVENTS)),
        Optional.of(config.getString(IMAGE_EMBEDDINGS)).filter(name -> history.enabled()),
        Optional.of(config.getString(RESCORED)).filter(name -> history.rescore()),
        config.getInt(PARTITIONS),
        config.getShort(REPLICATION_FACTOR));
  }

  private static Optional<String> optional(String name) {
    return Optional.of(name).filter(text -> !text.isEmpty());
  }

  /** Each kind of input has a topic of its own: nothing tells them apart within one. */
  private static void requireDifferent(AbstractConfig config) {
    Map<String, String> keys = new HashMap<>();
    for (String key : List.of(LABEL_SETS, IMAGES, S3_EVENTS, CLOUD_EVENTS, IMAGE_EMBEDDINGS)) {
      String name = config.getString(key);
      String other = name.isEmpty() ? null : keys.put(name, key);
      if (other != null) {
        throw new ConfigException(key, name, "is also %s".formatted(other));
      }
    }
  }
}
