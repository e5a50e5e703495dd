package io.clipstreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.MutatedImages;
import io.clipstreams.quickstart.Broker;
import io.clipstreams.quickstart.LocalRegistry;
import io.clipstreams.quickstart.testing.TestKafka;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import io.clipstreams.topology.fetch.ByteBudget;
import io.clipstreams.topology.fetch.FetchedImage;
import io.clipstreams.topology.fetch.ImageFetcher;
import io.clipstreams.topology.labels.client.LabelSetClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged pictures through the application, with a real broker, registry and checkpoint: 1,000 of
 * them, and 10,000 with {@code -Pfaults}.
 */
class MutatedImagesIT {

  private static final int IMAGES =
      System.getProperty("clipstreams.faults", "short").equals("full") ? 10_000 : 1_000;
  private static final Path TESTS = Path.of("../model-loader/src/test/resources");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration IN_THE_END = Duration.ofMinutes(5);

  @TempDir private static Path folder;
  private static Broker kafka;
  private static LocalRegistry registry;
  private static ClipStreamsConfig config;
  private static AvroSerdes serdes;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.start(folder.resolve("kafka"));
    registry = LocalRegistry.start(folder.resolve("registry"));
    config =
        new ClipStreamsConfig(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "schema.registry.url",
                registry.url(),
                "state.dir",
                folder.resolve("state").toString(),
                "image.max.pixels",
                "1000000",
                "labels.default.set",
                "shades",
                "topics.partitions",
                "4"));
    serdes = new AvroSerdes(config.serdeSettings());
    try (Admin admin = Admin.create(config.clientSettings())) {
      Topics.create(admin, config.topics());
    }
  }

  @AfterAll
  static void stop() {
    try {
      registry.close();
    } finally {
      kafka.close();
    }
  }

  @Test
  void eachEndsOnceAsLabelsOrDeadLetterAndTheApplicationGoesOn() throws Exception {
    MutatedImages images = new MutatedImages(TESTS.resolve("pillow"), 7);
    try (ClipStreamsApp app =
        ClipStreamsApp.open(
            config,
            () ->
                ClipModels.load(
                    TESTS.resolve("parity/checkpoints/quickgelu-openai"),
                    ModelOptions.defaults().withDevice("cpu").withMaxPixels(1_000_000)),
            budget -> new FromMemory(images, budget))) {
      app.start();
      assertThat(app.awaitReady(SOON)).isTrue();
      defineLabels();
      long began = System.nanoTime();
      submit();
      Map<Integer, String> ends = ends();
      System.out.printf(
          "%d damaged pictures through the application in %d ms: %d classified%n",
          IMAGES, (System.nanoTime() - began) / 1_000_000, app.counts().classified());

      assertThat(ends).hasSize(IMAGES);
      assertThat(ends.values()).allMatch(end -> end.matches("classified|decode/.*"));
      // Such a one would have been worth another attempt on a machine with more memory.
      assertThat(ends.values()).doesNotContain("decode/out-of-memory");
      assertThat(app.counts().classified()).isPositive().isLessThan(IMAGES);
      assertThat(app.failure()).isNotDone();
      assertThat(app.isReady()).isTrue();
    }
  }

  private static void defineLabels() {
    LabelSet shades =
        LabelSet.newBuilder()
            .setLabels(
                List.of(
                    Label.newBuilder().setName("light").build(),
                    Label.newBuilder().setName("dark").build()))
            .build();
    LabelSetClient client = new LabelSetClient(config.clientSettings(), config.labels(), serdes);
    assertThat(client.set("shades", shades, OptionalLong.empty(), SOON))
        .hasToString("Accepted[version=0]");
  }

  private static void submit() {
    var serializer = serdes.valueSerde(ImageReference.class).serializer();
    try (KafkaProducer<Integer, byte[]> producer =
        new KafkaProducer<>(
            config.clientSettings(), new IntegerSerializer(), new ByteArraySerializer())) {
      for (int number = 0; number < IMAGES; number++) {
        ImageReference reference =
            ImageReference.newBuilder().setUri("s3://damaged/" + number).build();
        producer.send(
            new ProducerRecord<>(
                config.topics().images(),
                number,
                serializer.serialize(config.topics().images(), reference)));
      }
    }
  }

  /** How each ended; fails when one did twice. */
  private static Map<Integer, String> ends() {
    Map<String, Object> settings = new HashMap<>(config.clientSettings());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, "ends");
    Map<Integer, String> ends = new TreeMap<>();
    try (KafkaConsumer<Integer, byte[]> consumer =
        new KafkaConsumer<>(settings, new IntegerDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(config.topics().classifications(), config.topics().deadLetters()));
      long deadline = System.nanoTime() + IN_THE_END.toNanos();
      while (ends.size() < IMAGES && System.nanoTime() < deadline) {
        for (ConsumerRecord<Integer, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          assertThat(ends.put(record.key(), end(record))).as("number %d", record.key()).isNull();
        }
      }
    }
    return ends;
  }

  private static String end(ConsumerRecord<Integer, byte[]> record) {
    return record.topic().equals(config.topics().classifications())
        ? "classified"
        : header(record, DeadLetterHeaders.STAGE) + "/" + header(record, DeadLetterHeaders.REASON);
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  /** The object's key is the picture's number. */
  private record FromMemory(MutatedImages images, ByteBudget budget) implements ImageFetcher {

    @Override
    public CompletableFuture<FetchedImage> fetch(ImageReference reference) {
      String uri = reference.getUri();
      byte[] bytes = images.get(Integer.parseInt(uri.substring(uri.lastIndexOf('/') + 1)));
      return budget
          .reserve(Math.max(1, bytes.length))
          .thenApply(
              reserved -> new FetchedImage(bytes, Optional.empty(), Optional.empty(), reserved));
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }
}
