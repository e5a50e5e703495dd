package io.clipstreams.cli;

import static io.clipstreams.cli.events.Answers.classification;
import static io.clipstreams.cli.events.Answers.label;
import static io.clipstreams.cli.events.Answers.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.cli.events.TopicReader;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import io.clipstreams.topology.deadletter.DeadLetterHeaders.Source;
import io.clipstreams.topology.deadletter.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to a cluster, against real servers without the application. */
@Timeout(60)
class ClusterCommandsIT {

  @TempDir static Path folder;
  private static RunningServers servers;
  private static CommandRun created;

  @BeforeAll
  static void start() throws IOException {
    servers = new RunningServers(Files.createDirectory(folder.resolve("servers")), Map.of());
    created = servers.run("topics", "create", "--partitions", "3");
  }

  @AfterAll
  static void stop() throws IOException {
    servers.close();
  }

  @Test
  void topicsAreCreatedOnce() {
    assertThat(created.err()).isEmpty();
    assertThat(created.exitCode()).isZero();
    assertThat(created.out()).contains("clip.images: created", "clip.label-sets: created");
    assertThat(servers.run("topics", "create").out())
        .contains("clip.images: exists")
        .doesNotContain("created");
  }

  @Test
  void aTopicForALabelIsCreatedAndWatched() throws Exception {
    String[] prefix = {"--set", "labels.topic.prefix=labels."};
    assertThat(
            servers
                .run("topics", "create", "--label-topic", "labels.cats", prefix[0], prefix[1])
                .out())
        .contains("labels.cats: created");
    assertThat(servers.run("topics", "create", "--label-topic", "cats", prefix[0], prefix[1]).err())
        .contains("topic cats does not begin with labels.");
    try (Producer<String, Classification> producer =
        servers.cluster().producer(Classification.class)) {
      send(
          producer,
          new ProducerRecord<>(
              "labels.cats", "tom.png", classification("tom.png", result(7, label("cat", 0.9f)))));
    }

    assertThat(
            servers.run("watch", "--topic", "labels.cats", "--from-beginning", "--max", "1").out())
        .contains("tom.png", "cat 0.90");
  }

  @Test
  void submitUploadsAndEmitsAReferenceForEachPicture() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures/sub dir"));
    Files.writeString(pictures.resolve("cät 1.png"), "bytes of a cat");

    CommandRun run =
        servers.run(
            "submit",
            pictures.getParent().toString(),
            "--bucket",
            "pets",
            "--create-bucket",
            "--prefix",
            "today/",
            "--labels-set",
            "animals");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("submitted 1 of 1");
    ConsumerRecord<byte[], byte[]> event = read("clip.images", "today/sub dir/cät 1.png");
    ImageReference reference =
        servers
            .cluster()
            .deserializer(ImageReference.class)
            .deserialize("clip.images", event.value());
    assertThat(reference.getUri()).isEqualTo("s3://pets/today/sub dir/cät 1.png");
    assertThat(reference.getLabelSets()).containsExactly("animals");
    assertThat(reference.getEtag()).isNotBlank();
  }

  @Test
  void submitDoesNotCreateABucketUnasked() throws IOException {
    Path picture = Files.writeString(folder.resolve("dog.png"), "bytes of a dog");

    CommandRun run = servers.run("submit", picture.toString(), "--bucket", "nobodys");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .hasLineCount(1)
        .contains("bucket nobodys does not exist", "--create-bucket");
  }

  @Test
  void watchPrintsClassificationsAsJsonLines() throws Exception {
    try (Producer<String, Classification> producer =
        servers.cluster().producer(Classification.class)) {
      send(
          producer,
          new ProducerRecord<>(
              "clip.classifications",
              "cat.png",
              classification("cat.png", result(7, label("cat", 0.9f)))));
    }

    CommandRun run = servers.run("watch", "--from-beginning", "--max", "1", "--output", "json");

    assertThat(run.err()).isEmpty();
    JsonNode line = new ObjectMapper().readTree(run.out());
    assertThat(line.at("/imageId").asText()).isEqualTo("cat.png");
    assertThat(line.at("/results/0/labels/0/name").asText()).isEqualTo("cat");
    assertThat(servers.run("watch", "--from-beginning", "--max", "1").out())
        .contains("cat.png", "cat 0.90");
  }

  @Test
  void watchPrintsDeadLettersWhenAsked() throws Exception {
    Map<String, Object> settings = servers.cluster().connection();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      send(
          producer,
          new ProducerRecord<>(
              "clip.dead-letters",
              0,
              "dog.png".getBytes(),
              new byte[] {1},
              DeadLetterHeaders.of(
                  new RecordHeaders(),
                  Stage.FETCH,
                  "not-found",
                  new IOException("no such key"),
                  new Source("clip.images", 1, 4))));
    }

    CommandRun run =
        servers.run(
            "watch",
            "--dead-letters",
            "--from-beginning",
            "--max",
            "1",
            "--output",
            "json",
            "--set",
            "topic.classifications=clip.label-vectors");

    assertThat(run.out())
        .contains(
            "\"deadLetter\":{\"key\":\"dog.png\",\"stage\":\"fetch\",\"reason\":\"not-found\"");
  }

  @Test
  void deadLettersAreListedByStageReasonAndTimeAndReplayedToWhereTheyCameFrom() throws Exception {
    // Not older: brokers delete by the time of messages.
    Instant hourAgo = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
    String[] topic = {"--set", "topic.dead.letters=letters"};
    assertThat(servers.run(with(topic, "topics", "create")).exitCode()).isZero();
    writeLetter(0, hourAgo, "old", Stage.DECODE, "truncated", "clip.images");
    writeLetter(1, hourAgo.plusSeconds(1), "new", Stage.FETCH, "not-found", "clip.images");
    writeLetter(1, hourAgo.plusSeconds(2), "set", Stage.LABELS, "no-labels", "clip.label-sets");

    assertThat(servers.run(with(topic, "dead-letters", "list")).out()).hasLineCount(3);
    assertThat(servers.run(with(topic, "dead-letters", "list", "--stage", "fetch")).out())
        .hasLineCount(1)
        .contains("1:0", "fetch/not-found", "clip.images-0@4", "new");
    assertThat(servers.run(with(topic, "dead-letters", "list", "--reason", "truncated")).out())
        .hasLineCount(1)
        .contains("0:0");
    assertThat(
            servers
                .run(
                    with(
                        topic,
                        "dead-letters",
                        "list",
                        "--since",
                        hourAgo.plusSeconds(1).toString(),
                        "--until",
                        hourAgo.plusSeconds(2).toString()))
                .out())
        .hasLineCount(1)
        .contains("new");
    assertThat(servers.run(with(topic, "dead-letters", "show", "1:7")).err())
        .contains("there is no dead letter 1:7 in letters");
    assertThat(servers.run(with(topic, "dead-letters", "replay")).exitCode()).isEqualTo(2);

    CommandRun replay = servers.run(with(topic, "dead-letters", "replay", "--all"));

    assertThat(replay.exitCode()).isEqualTo(1);
    assertThat(replay.out()).hasLineCount(2).contains("0:0 -> clip.images-0@", "1:0 -> ");
    assertThat(replay.err())
        .contains("1:1 passed over", "'labels set'", "sent 2; passed over 1; failed 0");
    ConsumerRecord<byte[], byte[]> input = read("clip.images", "new");
    assertThat(input.value()).isEqualTo("value of new".getBytes());
    assertThat(input.headers()).extracting(Header::key).containsExactly(DeadLetterHeaders.REPLAYS);
  }

  private static String[] with(String[] options, String... command) {
    return Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new);
  }

  private static void writeLetter(
      int partition, Instant time, String key, Stage stage, String reason, String source)
      throws InterruptedException, ExecutionException {
    Map<String, Object> settings = servers.cluster().connection();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      send(
          producer,
          new ProducerRecord<>(
              "letters",
              partition,
              time.toEpochMilli(),
              key.getBytes(),
              ("value of " + key).getBytes(),
              DeadLetterHeaders.of(
                  new RecordHeaders(),
                  stage,
                  reason,
                  new IOException("no such key"),
                  new Source(source, 0, 4))));
    }
  }

  @Test
  void aTopicThatDoesNotExistIsNamed() {
    CommandRun run = servers.run("watch", "--set", "topic.classifications=nowhere");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("topic nowhere does not exist");
  }

  @Test
  void brokersThatDoNotAnswerAreNamed() {
    CommandRun run = servers.run("watch", "--set", "bootstrap.servers=127.0.0.1:1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("no answer from the Kafka brokers 127.0.0.1:1");
  }

  private static <K, V> void send(Producer<K, V> producer, ProducerRecord<K, V> message)
      throws InterruptedException, ExecutionException {
    producer.send(message).get();
  }

  private static ConsumerRecord<byte[], byte[]> read(String topic, String key) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (TopicReader reader =
        new TopicReader(servers.cluster().connection(), List.of(topic), true)) {
      reader.poll(Duration.ofSeconds(10)).forEach(found::add);
    }
    assertThat(found).extracting(message -> new String(message.key())).contains(key);
    return found.stream()
        .filter(message -> new String(message.key()).equals(key))
        .findFirst()
        .get();
  }
}
