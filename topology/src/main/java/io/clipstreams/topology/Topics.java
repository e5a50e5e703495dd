package io.clipstreams.topology;

import io.clipstreams.topology.config.TopicSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics that the application reads and writes, and their creation. */
public final class Topics {

  /** An input of the usual limit of 1 MiB, with its reason in headers, must fit. */
  private static final String DEAD_LETTER_MAX_BYTES = Integer.toString(2 * 1024 * 1024);

  private Topics() {}

  /** All topics, with partitions, replication and configuration. */
  public static List<NewTopic> all(TopicSettings settings) {
    Map<String, String> keep = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "delete");
    Map<String, String> compact = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact");
    Map<String, String> deadLetters =
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            "delete",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            DEAD_LETTER_MAX_BYTES);
    int partitions = settings.partitions();
    List<NewTopic> topics = new ArrayList<>();
    topics.add(topic(settings, settings.images(), partitions, keep));
    topics.add(topic(settings, settings.labelSets(), 1, compact));
    topics.add(topic(settings, settings.labelVectors(), 1, compact));
    topics.add(topic(settings, settings.classifications(), partitions, keep));
    topics.add(topic(settings, settings.deadLetters(), partitions, deadLetters));
    Stream.of(settings.s3Events(), settings.cloudEvents())
        .flatMap(Optional::stream)
        .forEach(name -> topics.add(topic(settings, name, partitions, keep)));
    settings
        .imageEmbeddings()
        .ifPresent(name -> topics.add(topic(settings, name, partitions, compact)));
    settings.rescored().ifPresent(name -> topics.add(topic(settings, name, partitions, keep)));
    return List.copyOf(topics);
  }

  /** A topic for the classifications that decide for a label. */
  public static NewTopic ofLabel(TopicSettings settings, String name) {
    return topic(
        settings, name, settings.partitions(), Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "delete"));
  }

  private static NewTopic topic(
      TopicSettings settings, String name, int partitions, Map<String, String> config) {
    Optional<Short> replication =
        Optional.of(settings.replicationFactor()).filter(factor -> factor > 0);
    return new NewTopic(name, Optional.of(partitions), replication).configs(config);
  }

  /**
   * Creates the topics that do not exist; leaves the others as they are. Blocks.
   *
   * @return the names of those that were created
   * @throws KafkaException when a topic can neither be created nor exists; names it
   */
  public static List<String> create(Admin admin, TopicSettings settings)
      throws InterruptedException {
    return create(admin, all(settings));
  }

  /** The same for these topics. */
  public static List<String> create(Admin admin, List<NewTopic> topics)
      throws InterruptedException {
    CreateTopicsResult result = admin.createTopics(topics);
    List<String> created = new ArrayList<>();
    for (NewTopic topic : topics) {
      try {
        result.values().get(topic.name()).get();
        created.add(topic.name());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new KafkaException(
              "Topic %s cannot be created: %s".formatted(topic.name(), e.getCause().getMessage()),
              e.getCause());
        }
      }
    }
    return created;
  }
}
