package io.clipstreams.topology.config;

import io.clipstreams.schemas.registry.RegistryConfig;
import io.clipstreams.schemas.serde.AvroSerdeConfig;
import io.clipstreams.topology.labels.LabelSettings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The application's configuration: typed, validated, and documented by {@link #definition()}.
 *
 * <p>Keys that begin with {@code streams.}, {@code consumer.} or {@code producer.} go to Kafka
 * Streams and its clients without that prefix; {@code security.}, {@code ssl.} and {@code sasl.} go
 * to all clients, and {@code schema.registry.} to the registry's, as they are; {@code s3.sdk.} goes
 * to the AWS SDK. Any other key that is not defined here is refused.
 */
public final class ClipStreamsConfig extends AbstractConfig {

  static final String STREAMS_PREFIX = "streams.";
  static final String CONSUMER_PREFIX = "consumer.";
  static final String PRODUCER_PREFIX = "producer.";
  static final List<String> CLIENT_PREFIXES = List.of("security.", "ssl.", "sasl.");
  private static final String REGISTRY_PREFIX = "schema.registry.";

  /** The serdes' keys that are settled here and by no user. */
  private static final Set<String> SERDE_KEYS_NOT_OURS =
      Set.of(AvroSerdeConfig.SPECIFIC_READER, AvroSerdeConfig.KEY_TYPE, AvroSerdeConfig.VALUE_TYPE);

  private static final ConfigDef DEFINITION = define();

  private final KafkaSettings kafka;
  private final TopicSettings topics;
  private final EventSettings events;
  private final OutputSettings output;
  private final ModelSettings model;
  private final ImageSettings images;
  private final InFlightSettings inFlight;
  private final RetrySettings retry;
  private final BatchSettings batch;
  private final WantedSettings wanted;
  private final LabelSettings labels;
  private final HistorySettings history;
  private final S3Settings s3;
  private final HttpSettings http;
  private final ConsoleSettings console;
  private final LogSettings log;
  private final HttpsSettings https;

  /**
   * @throws ConfigException when a key is unknown, a required one is missing, or a value is not
   *     allowed; the message names the key
   */
  public ClipStreamsConfig(Map<String, ?> settings) {
    super(DEFINITION, settings, false);
    refuseUnknown(settings.keySet());
    kafka = KafkaSettings.from(this);
    topics = TopicSettings.from(this);
    events = EventSettings.from(this);
    output = OutputSettings.from(this);
    model = ModelSettings.from(this);
    images = ImageSettings.from(this);
    inFlight = InFlightSettings.from(this);
    retry = RetrySettings.from(this);
    batch = BatchSettings.from(this);
    wanted = WantedSettings.from(this);
    history = HistorySettings.from(this);
    labels =
        LabelSettings.from(this, topics.labelSets(), topics.labelVectors(), topics.deadLetters());
    s3 = S3Settings.from(this);
    http = HttpSettings.from(this);
    console = ConsoleSettings.from(this);
    log = LogSettings.from(this);
    refuseOwnTopicsBelow(labels.labelTopicPrefix());
    https = HttpsSettings.from(this);
    if (inFlight.maxBytes() < images.maxBytes()) {
      throw new ConfigException(
          InFlightSettings.MAX_BYTES,
          inFlight.maxBytes(),
          "must not be less than " + ImageSettings.MAX_BYTES);
    }
  }

  private void refuseOwnTopicsBelow(Optional<String> labelTopicPrefix) {
    List<String> own =
        Stream.concat(
                Stream.of(
                    topics.images(),
                    topics.labelSets(),
                    topics.labelVectors(),
                    topics.classifications(),
                    topics.deadLetters()),
                Stream.of(topics.imageEmbeddings(), topics.rescored()).flatMap(Optional::stream))
            .toList();
    for (String topic : own) {
      if (labelTopicPrefix.isPresent() && topic.startsWith(labelTopicPrefix.get())) {
        throw new ConfigException(
            LabelSettings.TOPIC_PREFIX,
            labelTopicPrefix.get(),
            "must not be how %s begins: labels could name it".formatted(topic));
      }
    }
  }

  /** Every key with its type, default, limits and documentation. */
  public static ConfigDef definition() {
    return new ConfigDef(DEFINITION);
  }

  /** The same by subject, in the order in which one reads about them. */
  static Map<String, ConfigDef> sections() {
    Map<String, ConfigDef> sections = new LinkedHashMap<>();
    section(sections, "Kafka", KafkaSettings::define);
    section(sections, "Topics", TopicSettings::define);
    section(sections, "Events and answers", ClipStreamsConfig::defineMessages);
    section(sections, "Model", ModelSettings::define);
    section(sections, "Batches", BatchSettings::define);
    section(sections, "Images", ImageSettings::define);
    section(sections, "Images in flight", InFlightSettings::define);
    section(sections, "Retries and deadlines", RetrySettings::define);
    section(sections, "Which label sets judge an image", WantedSettings::define);
    section(sections, "Label sets", LabelSettings::define);
    section(sections, "History of images", HistorySettings::define);
    section(sections, "S3", S3Settings::define);
    section(sections, "HTTPS", HttpsSettings::define);
    section(sections, "Health, metrics, console and logs", ClipStreamsConfig::defineOperations);
    section(sections, "Schema registry", ClipStreamsConfig::defineRegistry);
    return sections;
  }

  private static void section(
      Map<String, ConfigDef> sections, String subject, Consumer<ConfigDef> settings) {
    ConfigDef def = new ConfigDef();
    settings.accept(def);
    sections.put(subject, def);
  }

  private static void defineMessages(ConfigDef def) {
    EventSettings.define(def);
    OutputSettings.define(def);
  }

  private static void defineOperations(ConfigDef def) {
    HttpSettings.define(def);
    ConsoleSettings.define(def);
    LogSettings.define(def);
  }

  private static void defineRegistry(ConfigDef def) {
    RegistryConfig.definition().configKeys().values().forEach(def::define);
    AvroSerdeConfig.definition().configKeys().values().stream()
        .filter(key -> !SERDE_KEYS_NOT_OURS.contains(key.name))
        .forEach(def::define);
  }

  private static ConfigDef define() {
    ConfigDef all = new ConfigDef();
    sections().values().forEach(part -> part.configKeys().values().forEach(all::define));
    return all;
  }

  private static void refuseUnknown(Set<String> keys) {
    Set<String> unknown = new TreeSet<>(keys);
    unknown.removeAll(DEFINITION.names());
    unknown.removeIf(ClipStreamsConfig::isPassedThrough);
    if (!unknown.isEmpty()) {
      throw new ConfigException(
          "Unknown setting %s. Keys of Kafka Streams and its clients need the prefix %s, %s or %s."
              .formatted(
                  String.join(", ", unknown), STREAMS_PREFIX, CONSUMER_PREFIX, PRODUCER_PREFIX));
    }
  }

  private static boolean isPassedThrough(String key) {
    return key.startsWith(STREAMS_PREFIX)
        || key.startsWith(CONSUMER_PREFIX)
        || key.startsWith(PRODUCER_PREFIX)
        || key.startsWith(REGISTRY_PREFIX)
        || key.startsWith(S3Settings.SDK_PREFIX)
        || CLIENT_PREFIXES.stream().anyMatch(key::startsWith);
  }

  public KafkaSettings kafka() {
    return kafka;
  }

  public TopicSettings topics() {
    return topics;
  }

  public EventSettings events() {
    return events;
  }

  public OutputSettings output() {
    return output;
  }

  public ModelSettings model() {
    return model;
  }

  public ImageSettings images() {
    return images;
  }

  public InFlightSettings inFlight() {
    return inFlight;
  }

  public RetrySettings retry() {
    return retry;
  }

  public BatchSettings batch() {
    return batch;
  }

  public WantedSettings wanted() {
    return wanted;
  }

  public LabelSettings labels() {
    return labels;
  }

  public HistorySettings history() {
    return history;
  }

  public S3Settings s3() {
    return s3;
  }

  public HttpSettings http() {
    return http;
  }

  public ConsoleSettings console() {
    return console;
  }

  public LogSettings log() {
    return log;
  }

  public HttpsSettings https() {
    return https;
  }

  /** How many images can be decoded or in the model at a time. */
  public int imagesInNativeCode() {
    return images.decodeThreads() + model.devices() * batch.maxImages();
  }

  /** What the Avro serdes and the registry's client are configured by, in Confluent's keys. */
  public Map<String, Object> serdeSettings() {
    Map<String, Object> settings = new HashMap<>();
    originals()
        .forEach(
            (key, value) -> {
              if (key.startsWith(REGISTRY_PREFIX)
                  || RegistryConfig.definition().names().contains(key)
                  || AvroSerdeConfig.definition().names().contains(key)) {
                settings.put(key, value);
              }
            });
    return settings;
  }

  /** What Kafka's clients have in common: addresses, TLS and SASL. For an admin client as it is. */
  public Map<String, Object> clientSettings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(KafkaSettings.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    originals()
        .forEach(
            (key, value) -> {
              if (CLIENT_PREFIXES.stream().anyMatch(key::startsWith)) {
                settings.put(key, value);
              }
            });
    return settings;
  }

  /** What Kafka Streams is configured by, all but what {@code ClipStreamsApp} knows alone. */
  public Map<String, Object> streamsSettings() {
    return new StreamsSettings(this).toMap();
  }
}
