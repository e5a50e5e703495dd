package io.clipstreams.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.cli.CommandRun;
import io.clipstreams.cli.RunningServers;
import io.clipstreams.cli.local.Parity;
import io.clipstreams.cli.ops.Operations;
import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.SourceCoordinates;
import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.labels.content.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look at pictures, over a topic of embeddings on a real broker. */
@Timeout(300)
class SearchTopicIT {

  private static final List<String> IMAGES =
      List.of("guitar-1.webp", "pizza-1.webp", "pizza-3.png", "cat-4.jpg", "dog-1.png");

  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static String topic;
  private static RunningServers servers;

  /** The pizza-3 was removed, and the cat was embedded by another model since. */
  @BeforeAll
  static void start() throws Exception {
    servers =
        new RunningServers(
            folder,
            Map.of(
                "model.precision", "float32",
                "embeddings.enabled", "true",
                "topics.partitions", Integer.toString(PARTITIONS),
                "http.host", "127.0.0.1",
                "http.port", "0"));
    topic = servers.cluster().topics().imageEmbeddings().orElseThrow();
    assertThat(servers.run("topics", "create").exitCode()).isZero();
    List<String> arguments = new ArrayList<>(List.of("encode"));
    IMAGES.forEach(image -> arguments.addAll(List.of("--image", Samples.file(image))));
    JsonNode encoded = Samples.json(Samples.run(arguments.toArray(String[]::new)));
    String model = encoded.get("model").asText();
    List<ImageEmbedding> embeddings = new ArrayList<>();
    for (int i = 0; i < IMAGES.size(); i++) {
      embeddings.add(
          embedding(IMAGES.get(i), model, vector(encoded.get("images").get(i).get("embedding"))));
    }
    try (Producer<String, ImageEmbedding> producer =
        servers.cluster().producer(ImageEmbedding.class)) {
      for (ImageEmbedding one : embeddings) {
        send(producer, one.getImageId(), one);
      }
      send(producer, "pizza-3.png", null);
      send(
          producer,
          "cat-4.jpg",
          ImageEmbedding.newBuilder(embeddings.get(3)).setModel("another").build());
    }
  }

  @AfterAll
  static void stop() throws IOException {
    servers.close();
  }

  private static void send(
      Producer<String, ImageEmbedding> producer, String key, ImageEmbedding value)
      throws Exception {
    int partition = IMAGES.indexOf(key) % PARTITIONS;
    producer.send(new ProducerRecord<>(topic, partition, key, value)).get();
  }

  private static ImageEmbedding embedding(String image, String model, float[] vector) {
    return ImageEmbedding.newBuilder()
        .setImageId(image)
        .setUri("s3://images/" + image)
        .setSource(new SourceCoordinates("clip.images", 0, 0L, 0))
        .setModel(model)
        .setPrecision("float32")
        .setEmbedding(Vectors.toBytes(vector))
        .setEmbeddedAt(Instant.EPOCH)
        .build();
  }

  private static float[] vector(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).floatValue();
    }
    return values;
  }

  @Test
  void theLatestEmbeddingsOfTheModelAreSearched() throws IOException {
    CommandRun run = servers.run("search", "a drawing of a guitar", "--topic", "--output", "json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode results = new ObjectMapper().readTree(run.out()).get("results");
    assertThat(Samples.names(results))
        .startsWith("guitar-1.webp")
        .containsExactlyInAnyOrder("guitar-1.webp", "pizza-1.webp", "dog-1.png");
    assertThat(results.get(0).get("uri").asText()).isEqualTo("s3://images/guitar-1.webp");
    assertThat(run.err()).hasLineCount(1).contains("1 images are left out", "another model");
  }

  @Test
  void theOthersOfThemAreComparedAndDivided() {
    assertThat(servers.run("unique", "--topic").out().lines()).hasSize(3);
    assertThat(servers.run("cluster", "--topic", "-k", "2").out())
        .startsWith("3 pictures in 2 clusters");
  }

  @Test
  void embeddingsOfAnotherModelAreNoneAtAll() {
    CommandRun run =
        servers.run(
            "search",
            "a cat",
            "--topic",
            "--checkpoint",
            Parity.checkpoint("gelu-laion").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("holds no embeddings of the model");
  }

  @Test
  void allInstancesAreAskedAndThoseThatDoNotAnswerAreNamed() throws Exception {
    try (Instance one = new Instance("one");
        Instance other = new Instance("other")) {
      one.awaitReady();
      other.awaitReady();
      JsonNode answer = awaitComplete(one);
      assertThat(Samples.names(answer.get("results")))
          .startsWith("guitar-1.webp")
          .containsExactlyInAnyOrder("guitar-1.webp", "pizza-1.webp", "dog-1.png");
      assertThat(answer.get("results").get(0).get("uri").asText())
          .isEqualTo("s3://images/guitar-1.webp");

      other.stopAnswering();

      CommandRun partial = search(one);
      assertThat(partial.exitCode()).isEqualTo(1);
      assertThat(partial.err()).contains(other.address() + ": no connection");
      JsonNode part = new ObjectMapper().readTree(partial.out());
      assertThat(part.get("complete").asBoolean()).isFalse();
      assertThat(part.get("instances").findValuesAsText("failure"))
          .contains("no connection", "no instance has searched them");
    }
  }

  private static CommandRun search(Instance instance) {
    return servers.run(
        "search", "a drawing of a guitar", "--topic", "--url", instance.url(), "--output", "json");
  }

  /** Waits until both instances have read their part of the topic. */
  private static JsonNode awaitComplete(Instance instance) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      CommandRun run = search(instance);
      JsonNode answer =
          run.out().isEmpty()
              ? new ObjectMapper().createObjectNode()
              : new ObjectMapper().readTree(run.out());
      if (run.exitCode() == 0
          && answer.get("instances").size() == 2
          && answer.get("results").size() == 3) {
        return answer;
      }
      assertThat(System.nanoTime()).as(run.out() + run.err()).isLessThan(deadline);
      Thread.sleep(200);
    }
  }

  /** The application in this process, with a state of its own. */
  private static final class Instance implements AutoCloseable {

    private final Operations operations;
    private final ClipStreamsApp app;

    Instance(String name) throws InterruptedException {
      Map<String, Object> settings = new HashMap<>(servers.cluster().config().originals());
      settings.put("state.dir", folder.resolve(name).toString());
      operations = Operations.start(new ClipStreamsConfig(settings));
      app = ClipStreamsApp.open(operations.config(), operations.observer());
      operations.follow(app);
      app.start();
    }

    void awaitReady() throws InterruptedException {
      assertThat(app.awaitReady(PATIENCE)).isTrue();
    }

    String url() {
      return operations.url().orElseThrow();
    }

    String address() {
      return url().substring("http://".length());
    }

    void stopAnswering() {
      operations.close();
    }

    @Override
    public void close() {
      app.close();
      operations.close();
    }
  }
}
