package io.clipstreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.quickstart.LocalServers;
import io.clipstreams.quickstart.testing.TestKafka;
import io.clipstreams.schemas.Claim;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import io.clipstreams.topology.inflight.RoutedClassification;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.client.LabelSetClient;
import io.clipstreams.topology.labels.client.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** The application with a real broker, registry, object store and checkpoint. */
class ClipStreamsAppIT {

  private static final Path PARITY = Path.of("../model-loader/src/test/resources/parity");
  private static final String LABEL_TOPIC = "labels.shades";
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static LocalServers servers;
  private static ClipStreamsConfig config;
  private static AvroSerdes serdes;
  private static S3AsyncClient uploads;

  @BeforeAll
  static void start() throws Exception {
    servers =
        LocalServers.start(
            folder.resolve("servers"), (server, took, address) -> {}, TestKafka::start);
    config = new ClipStreamsConfig(settings());
    serdes = new AvroSerdes(config.serdeSettings());
    try (Admin admin = Admin.create(config.clientSettings())) {
      assertThat(Topics.create(admin, config.topics())).hasSize(5);
      assertThat(Topics.create(admin, config.topics())).isEmpty();
    }
    servers.s3().createBucket("photos");
    uploads = servers.s3().client();
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", servers.kafka().bootstrapServers());
    settings.put("schema.registry.url", servers.registry().url());
    settings.put("state.dir", folder.resolve("state").toString());
    settings.put("model.checkpoint", PARITY.resolve("checkpoints/quickgelu-openai").toString());
    settings.put("model.next", PARITY.resolve("checkpoints/gelu-laion").toString());
    settings.put("model.device", "cpu");
    settings.put("s3.endpoint", servers.s3().endpoint().toString());
    settings.put("s3.region", servers.s3().region());
    settings.put("s3.access.key", servers.s3().accessKey());
    settings.put("s3.secret.key", servers.s3().secretKey());
    settings.put("s3.path.style", "true");
    settings.put("labels.default.set", "shades");
    settings.put("topics.partitions", "3");
    settings.put("labels.topic.prefix", "labels.");
    return settings;
  }

  @AfterAll
  static void stop() {
    uploads.close();
    servers.close();
  }

  @Test
  void everyReferenceEndsOnceAsClassificationOrDeadLetter() throws Exception {
    Map<String, String> expected = new TreeMap<>();
    try (ClipStreamsApp app = ClipStreamsApp.open(config)) {
      app.start();
      assertThat(app.awaitReady(SOON)).isTrue();
      assertThatThrownBy(() -> ClipStreamsApp.open(config))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("another process");
      defineLabels(expected);
      submitPictures(expected);
      submitForOtherSets(expected);
      submitFailures(expected);
      assertThat(outcomes(expected.size())).containsExactlyInAnyOrderEntriesOf(lists(expected));
      assertThat(app.failure()).isNotDone();
      assertThat(app.counts().classified()).isEqualTo(42);
      assertThat(manifests(4)).allMatch(key -> key.matches(".*/(1/shades|2/sizes)"));
    }

    // Restarted in place: nothing is answered again, and what comes is.
    try (ClipStreamsApp app = ClipStreamsApp.open(config)) {
      long begin = System.nanoTime();
      app.start();
      assertThat(app.awaitReady(SOON)).isTrue();
      expected.put("after-restart", "shades");
      send("after-restart", "s3://photos/0.png");
      assertThat(outcomes(expected.size())).containsExactlyInAnyOrderEntriesOf(lists(expected));
      System.out.printf("restarted in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
      assertThat(copiesOf(LABEL_TOPIC, 42)).containsExactlyInAnyOrderElementsOf(judgedByShades());
    }
  }

  private static void defineLabels(Map<String, String> expected) throws Exception {
    LabelSet shades =
        LabelSet.newBuilder()
            .setLabels(
                List.of(
                    Label.newBuilder().setName("light").setTopic(LABEL_TOPIC).build(),
                    Label.newBuilder().setName("dark").setTopic(LABEL_TOPIC).build()))
            .build();
    LabelSet sizes =
        LabelSet.newBuilder()
            .setLabels(List.of(Label.newBuilder().setName("large").build()))
            .setClaims(List.of(new Claim("photos", "claimed/", Map.of())))
            .build();
    LabelSetClient client =
        new LabelSetClient(
            config.clientSettings(),
            LabelSettings.of(
                config.topics().labelSets(),
                config.topics().labelVectors(),
                config.topics().deadLetters()),
            serdes);
    assertThat(client.set("shades", shades, OptionalLong.empty(), SOON))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.reason()).isEqualTo("no-topic"));
    expected.put("shades", "labels/no-topic");
    try (Admin admin = Admin.create(config.clientSettings())) {
      admin.createTopics(List.of(new NewTopic(LABEL_TOPIC, 2, (short) 1))).all().get();
    }
    assertThat(client.set("shades", shades, OptionalLong.empty(), SOON))
        .hasToString("Accepted[version=1]");
    assertThat(client.set("sizes", sizes, OptionalLong.empty(), SOON))
        .hasToString("Accepted[version=2]");
  }

  private static void submitForOtherSets(Map<String, String> expected) throws Exception {
    upload("claimed/0.png", Files.readAllBytes(PARITY.resolve("images/landscape.png")));
    send("claimed", "s3://photos/claimed/0.png");
    expected.put("claimed", "sizes");
    send("both", "s3://photos/0.png", "shades", "sizes");
    expected.put("both", "shades+sizes");
  }

  /** Reads until there are so many: one for each version and model. */
  private static Set<String> manifests(int count) {
    Map<String, Object> consumerConfig = new HashMap<>(config.clientSettings());
    consumerConfig.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    Set<String> found = new TreeSet<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            consumerConfig, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all = List.of(new TopicPartition(config.topics().labelVectors(), 0));
      consumer.assign(all);
      consumer.seekToBeginning(all);
      long deadline = System.nanoTime() + SOON.toNanos();
      while (found.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.key()));
        found.removeIf(key -> !key.startsWith("manifest/"));
      }
    }
    assertThat(found).hasSize(count);
    return found;
  }

  private static void submitPictures(Map<String, String> expected) throws Exception {
    byte[] picture = Files.readAllBytes(PARITY.resolve("images/landscape.png"));
    for (int i = 0; i < 40; i++) {
      upload(i + ".png", picture);
      send("picture-" + i, "s3://photos/" + i + ".png");
      expected.put("picture-" + i, "shades");
    }
  }

  private static void submitFailures(Map<String, String> expected) throws Exception {
    send("missing", "s3://photos/missing.png");
    expected.put("missing", "fetch/not-found");
    upload("text.jpg", "this is no picture".getBytes(UTF_8));
    send("text", "s3://photos/text.jpg");
    expected.put("text", "decode/not-an-image");
    send("scheme", "https://example.com/a.png");
    expected.put("scheme", "fetch/scheme-not-allowed");
    sendBytes("garbage", new byte[] {1, 2, 3, 4, 5, 6});
    expected.put("garbage", "event/undecodable");
    sendBytes("strange-schema", new byte[] {0, 0, 15, 66, 64, 1});
    expected.put("strange-schema", "event/unknown-schema");
  }

  private static void upload(String key, byte[] bytes) {
    uploads
        .putObject(put -> put.bucket("photos").key(key), AsyncRequestBody.fromBytes(bytes))
        .join();
  }

  private static void send(String key, String uri, String... labelSets) throws Exception {
    ImageReference reference =
        ImageReference.newBuilder().setUri(uri).setLabelSets(List.of(labelSets)).build();
    sendBytes(
        key,
        serdes
            .valueSerde(ImageReference.class)
            .serializer()
            .serialize(config.topics().images(), reference));
  }

  private static void sendBytes(String key, byte[] value) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            config.clientSettings(), new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(config.topics().images(), key, value)).get();
    }
  }

  private static List<String> judgedByShades() {
    List<String> keys = new ArrayList<>(List.of("both", "after-restart"));
    IntStream.range(0, 40).forEach(i -> keys.add("picture-" + i));
    return keys;
  }

  /** The keys of what a label's topic holds under read_committed. */
  private static List<String> copiesOf(String topic, int count) {
    Map<String, Object> settings = new HashMap<>(config.clientSettings());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    List<String> keys = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1)));
      consumer.seekToBeginning(consumer.assignment());
      long deadline = System.nanoTime() + SOON.toNanos();
      while (keys.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, byte[]> copy : consumer.poll(Duration.ofMillis(100))) {
          assertThat(header(copy, RoutedClassification.LABEL_SET)).isEqualTo("shades");
          assertThat(header(copy, RoutedClassification.LABEL)).isIn("light", "dark");
          keys.add(copy.key());
        }
      }
    }
    return keys;
  }

  /** Reads until so many outcomes are there, and a second longer. By key, each in one word. */
  private static Map<String, List<String>> outcomes(int count) {
    Map<String, Object> consumerConfig = new HashMap<>(config.clientSettings());
    consumerConfig.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumerConfig.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumerConfig.put(ConsumerConfig.GROUP_ID_CONFIG, "test-" + System.nanoTime());
    Map<String, List<String>> found = new TreeMap<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            consumerConfig, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(config.topics().classifications(), config.topics().deadLetters()));
      long deadline = System.nanoTime() + SOON.toNanos();
      long end = Long.MAX_VALUE;
      int read = 0;
      while (System.nanoTime() < Math.min(deadline, end)) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          found.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(outcome(record));
          read++;
        }
        if (read >= count && end == Long.MAX_VALUE) {
          end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        }
      }
    }
    return found;
  }

  private static String outcome(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(config.topics().classifications())) {
      Classification classification =
          serdes
              .valueSerde(Classification.class)
              .deserializer()
              .deserialize(record.topic(), record.value());
      return classification.getResults().stream()
          .map(LabelSetResult::getLabelSet)
          .collect(Collectors.joining("+"));
    }
    return header(record, DeadLetterHeaders.STAGE) + "/" + header(record, DeadLetterHeaders.REASON);
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static Map<String, List<String>> lists(Map<String, String> expected) {
    Map<String, List<String>> lists = new TreeMap<>();
    expected.forEach((key, outcome) -> lists.put(key, List.of(outcome)));
    return lists;
  }
}
