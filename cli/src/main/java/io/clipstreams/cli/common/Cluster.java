package io.clipstreams.cli.common;

import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.json.JsonDeserializer;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.config.HistorySettings;
import io.clipstreams.topology.config.TopicSettings;
import io.clipstreams.topology.history.RecentEmbeddings;
import io.clipstreams.topology.labels.client.LabelSetClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The cluster that a configuration names, as a command sees it from outside. */
public final class Cluster {

  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final ClipStreamsConfig config;
  private final AvroSerdes serdes;

  public Cluster(ClipStreamsConfig config) {
    this.config = config;
    this.serdes = new AvroSerdes(config.serdeSettings());
  }

  public ClipStreamsConfig config() {
    return config;
  }

  public TopicSettings topics() {
    return config.topics();
  }

  /** How Kafka's clients connect. */
  public Map<String, Object> connection() {
    return config.clientSettings();
  }

  /**
   * Fails soon and clearly when there are no brokers, where the clients would try for minutes.
   *
   * @throws CliException when no broker answers
   */
  public void requireReachable() throws InterruptedException {
    try (Admin admin = Admin.create(connection())) {
      admin
          .describeCluster(new DescribeClusterOptions().timeoutMs((int) ANSWER.toMillis()))
          .clusterId()
          .get();
    } catch (ExecutionException e) {
      throw new CliException(
          "no answer from the Kafka brokers %s: %s"
              .formatted(config.kafka().bootstrapServers(), e.getCause().getMessage()),
          e.getCause());
    }
  }

  /** Sets and reads label sets. */
  public LabelSetClient labelSets() {
    return new LabelSetClient(connection(), config.labels(), serdes);
  }

  /**
   * Reads the embeddings of images.
   *
   * @throws CliException when the configuration keeps none
   */
  public RecentEmbeddings embeddings() {
    return new RecentEmbeddings(connection(), embeddingsTopic(), serdes);
  }

  /** Their topic. */
  public String embeddingsTopic() {
    return topics()
        .imageEmbeddings()
        .orElseThrow(
            () ->
                new CliException(
                    "no embeddings are kept: the configuration has no %s=true"
                        .formatted(HistorySettings.ENABLED)));
  }

  /** Reads values of a topic. */
  public <T extends SpecificRecord> Deserializer<T> deserializer(Class<T> type) {
    return serdes.valueSerde(type).deserializer();
  }

  /** Reads classifications, as the configuration says that they are written. */
  public Deserializer<Classification> classifications() {
    return config.output().json()
        ? new JsonDeserializer<>(Classification.class)
        : deserializer(Classification.class);
  }

  /** Writes values under text keys; whoever asked for it closes it. */
  public <T extends SpecificRecord> Producer<String, T> producer(Class<T> type) {
    Map<String, Object> settings = new HashMap<>(connection());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(
        settings, new StringSerializer(), serdes.valueSerde(type).serializer());
  }
}
