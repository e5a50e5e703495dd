package io.clipstreams.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.cli.CommandRun;
import io.clipstreams.cli.RunningServers;
import io.clipstreams.cli.local.Parity;
import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.SourceCoordinates;
import io.clipstreams.topology.labels.content.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look at pictures, over a topic of embeddings on a real broker. */
@Timeout(120)
class SearchTopicIT {

  private static final List<String> IMAGES =
      List.of("guitar-1.webp", "pizza-1.webp", "pizza-3.png", "cat-4.jpg", "dog-1.png");

  @TempDir static Path folder;
  private static RunningServers servers;

  /** The pizza-3 was removed, and the cat was embedded by another model since. */
  @BeforeAll
  static void start() throws Exception {
    servers = new RunningServers(folder, Map.of("model.precision", "float32"));
    try (Admin admin = Admin.create(servers.cluster().connection())) {
      admin
          .createTopics(
              List.of(new NewTopic(EmbeddingTopic.NAME, Optional.of(2), Optional.empty())))
          .all()
          .get();
    }
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
    producer.send(new ProducerRecord<>(EmbeddingTopic.NAME, key, value)).get();
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
}
