package io.clipstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.cli.events.Reference;
import io.clipstreams.cli.events.TopicReader;
import io.clipstreams.quickstart.SampleImage;
import io.clipstreams.quickstart.SampleImages;
import io.clipstreams.schemas.Cause;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.history.ImageHistory;
import io.clipstreams.topology.labels.content.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Embeddings, re-scoring and previews against real servers; one story, since a start is slow. */
@Timeout(240)
class HistoryIT {

  private static final Path OTHER =
      Path.of("../model-loader/src/test/resources/parity/checkpoints/quickgelu-openai");
  private static final String BUCKET = "images";
  private static final int IMAGES = 12;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static RunningServers servers;
  private static LineEnds line;
  private static TopicReader rescores;
  private static Deserializer<Classification> classifications;
  private final List<Classification> rescored = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    servers =
        new RunningServers(
            Files.createDirectory(folder.resolve("servers")),
            Map.of(
                "state.dir", folder.resolve("state").toString(),
                "topic.s3.events", "clip.s3-events",
                "embeddings.enabled", "true",
                "rescore", "on-label-change",
                "labels.default.set", "things"));
    assertThat(servers.run("topics", "create").exitCode()).isZero();
    line = new LineEnds(servers, BUCKET);
    rescores = new TopicReader(servers.cluster().connection(), List.of("clip.rescored"), false);
    classifications = servers.cluster().classifications();
  }

  @AfterAll
  static void stop() throws IOException {
    rescores.close();
    line.close();
    servers.close();
  }

  @Test
  void storedImagesAreJudgedByEachNewVersionAlsoAfterARestart() throws Exception {
    CommandRun early = preview("things", "dog,cat");
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(early.err()).contains("clip.image-embeddings is empty");

    CommandRun nowhere =
        servers.run(
            "labels",
            "preview",
            "things",
            "--labels",
            "dog",
            "--set",
            "topic.image.embeddings=nowhere");
    assertThat(nowhere.exitCode()).isEqualTo(1);
    assertThat(nowhere.err()).contains("topic nowhere does not exist");

    try (ClipStreamsApp app = started()) {
      publish("dog,cat,car");
      submitSamples();
      ImageHistory history = app.history().orElseThrow();
      await(() -> history.sample(100).size() == IMAGES);
      lookIn(history);

      previewChangesNothingButSaysWhatWould();

      long second = publish("animal,vehicle");
      awaitRescored(second, IMAGES);
      assertThat(rescored)
          .allSatisfy(answer -> assertThat(answer.getCause()).isEqualTo(Cause.RESCORE));
      assertThat(sources()).isEqualTo(line.answered().classifications().keySet());

      remove(history);
    }

    try (ClipStreamsApp app = started()) {
      long third = publish("animal,food,vehicle");
      awaitRescored(third, IMAGES - 1);
      assertThat(app.failure()).isNotDone();
    }
    assertThat(line.answered().doubled()).isEmpty();
  }

  private static ClipStreamsApp started() throws InterruptedException {
    ClipStreamsApp app = ClipStreamsApp.open(servers.cluster().config());
    app.start();
    assertThat(app.awaitReady(PATIENCE)).isTrue();
    return app;
  }

  private static long publish(String labels) {
    CommandRun run = servers.run("labels", "set", "things", "--labels", labels);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Long.parseLong(run.out().strip());
  }

  private static CommandRun preview(String name, String labels) {
    return servers.run("labels", "preview", name, "--labels", labels, "--output", "json");
  }

  private static void submitSamples() throws Exception {
    List<Reference> references = new ArrayList<>();
    int number = 0;
    for (SampleImage sample : SampleImages.load().subList(0, IMAGES)) {
      references.add(line.submit("image-" + number++, sample.bytes()));
    }
    assertThat(line.answered().await(references)).isTrue();
  }

  private static void lookIn(ImageHistory history) {
    ImageEmbedding some = history.sample(1).get(0);
    assertThat(some.getLabelSets()).containsExactly("things");
    assertThat(history.nearest(Vectors.fromBytes(some.getEmbedding()), 3))
        .hasSize(3)
        .first()
        .satisfies(
            best -> {
              assertThat(best.imageId()).isEqualTo(some.getImageId());
              assertThat(best.similarity()).isGreaterThan(0.999f);
            });
  }

  private static void previewChangesNothingButSaysWhatWould() throws IOException {
    JsonNode same = json(preview("things", "dog,cat,car"));
    assertThat(same.get("images").intValue()).isEqualTo(IMAGES);
    assertThat(same.get("changed").intValue()).isZero();
    JsonNode other = json(preview("things", "animal,vehicle"));
    assertThat(other.get("changed").intValue()).isEqualTo(IMAGES);
    JsonNode unknown = json(preview("nobody-knows", "animal,vehicle"));
    assertThat(unknown.get("currentVersion").isNull()).isTrue();
    CommandRun otherModel =
        servers.run(
            "labels",
            "preview",
            "things",
            "--labels",
            "animal",
            "--set",
            "model.checkpoint=" + OTHER);
    assertThat(otherModel.exitCode()).isEqualTo(1);
    assertThat(otherModel.err()).contains("of another model");
    CommandRun text = servers.run("labels", "preview", "things", "--labels", "animal,vehicle");
    assertThat(text.out()).contains("would get another best label", "→ animal");
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  /** As a store says that an object is gone, under the key that its image has. */
  private static void remove(ImageHistory history) throws Exception {
    String event =
        """
        {"Records":[{"eventName":"s3:ObjectRemoved:Delete","s3":{"bucket":{"name":"%s"},\
        "object":{"key":"image-0"}}}]}\
        """
            .formatted(BUCKET);
    try (Producer<byte[], byte[]> events =
        new KafkaProducer<>(
            servers.cluster().connection(), new ByteArraySerializer(), new ByteArraySerializer())) {
      events
          .send(
              new ProducerRecord<>(
                  "clip.s3-events",
                  "image-0".getBytes(StandardCharsets.UTF_8),
                  event.getBytes(StandardCharsets.UTF_8)))
          .get();
    }
    await(() -> history.sample(100).size() == IMAGES - 1);
  }

  private void awaitRescored(long version, int count) throws InterruptedException {
    await(
        () -> {
          rescores
              .poll(Duration.ofMillis(100))
              .forEach(
                  message ->
                      rescored.add(classifications.deserialize(message.topic(), message.value())));
          return by(version) >= count;
        });
    assertThat(by(version)).isEqualTo(count);
  }

  private long by(long version) {
    return rescored.stream()
        .filter(answer -> answer.getResults().get(0).getVersion() == version)
        .count();
  }

  private Set<Reference> sources() {
    return rescored.stream()
        .map(answer -> Reference.of(answer.getSource()))
        .collect(Collectors.toSet());
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("given up").isLessThan(giveUp);
      Thread.sleep(50);
    }
  }
}
