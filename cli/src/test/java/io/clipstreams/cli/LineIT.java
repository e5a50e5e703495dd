package io.clipstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.cli.events.DeadLetter;
import io.clipstreams.cli.events.Reference;
import io.clipstreams.cli.ops.Dashboard;
import io.clipstreams.cli.ops.Operations;
import io.clipstreams.quickstart.SampleImage;
import io.clipstreams.quickstart.SampleImages;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.deadletter.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole line against real servers that ask for TLS and passwords: producers, the application,
 * consumers. The tests tell one story, in order, since starting everything takes seconds.
 */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LineIT {

  private static final Path BAD = Path.of("../model-loader/src/test/resources/parity/images/bad");
  private static final String BUCKET = "images";
  private static final String WRONG_JAAS =
      "org.apache.kafka.common.security.plain.PlainLoginModule required"
          + " username=\"clip-streams\" password=\"not-the-password\";";

  @TempDir static Path folder;
  private static RunningServers servers;
  private static Operations operations;
  private static LogCapture log;
  private static ClipStreamsApp app;
  private static Producer<String, LabelSet> labelSets;
  private static LineEnds line;
  private static Answered answered;

  @BeforeAll
  static void start() throws IOException, InterruptedException, GeneralSecurityException {
    servers =
        RunningServers.secured(
            Files.createDirectory(folder.resolve("servers")),
            Map.of(
                "state.dir", folder.resolve("state").toString(),
                "http.host", "127.0.0.1",
                "http.port", "0",
                "topic.s3.events", "clip.s3-events",
                "topic.cloud.events", "clip.cloud-events",
                "output.cloudevents", "true",
                "image.max.pixels", "20000000",
                "labels.default.set", "things"));
    assertThat(servers.run("topics", "create").exitCode()).isZero();
    // After the command, which sets the levels of the logs by its own options.
    log = new LogCapture();
    operations = Operations.start(servers.cluster().config());
    app = ClipStreamsApp.open(servers.cluster().config(), operations.observer());
    operations.follow(app);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    app.start();
    assertThat(app.awaitReady(Duration.ofSeconds(60))).isTrue();
    labelSets = servers.cluster().producer(LabelSet.class);
    line = new LineEnds(servers, BUCKET);
    answered = line.answered();
  }

  @AfterAll
  static void stop() throws IOException {
    line.close();
    labelSets.close();
    app.close();
    operations.close();
    log.close();
    servers.close();
  }

  @Test
  @Order(1)
  void everyReferenceIsClassifiedExactlyOnceByTheCurrentVersion() throws Exception {
    long version = publish("dog", "cat", "car");

    List<Reference> references = submitSamples(2);

    assertThat(answered.await(references)).isTrue();
    assertThat(answered.letters()).isEmpty();
    assertThat(answered.classifications()).containsOnlyKeys(references);
    assertThat(references)
        .allSatisfy(
            reference -> {
              List<Classification> answers = answered.classifications().get(reference);
              assertThat(answers).hasSize(1);
              assertThat(answers.get(0).getResults())
                  .singleElement()
                  .satisfies(
                      result -> {
                        assertThat(result.getLabelSet()).isEqualTo("things");
                        assertThat(result.getVersion()).isEqualTo(version);
                        assertThat(result.getLabels())
                            .extracting("name")
                            .containsExactlyInAnyOrder("dog", "cat", "car");
                      });
            });
  }

  @Test
  @Order(2)
  void aChangeOfTheSetIsSeenWhileImagesArrive() throws Exception {
    long version = publish("animal", "vehicle");

    List<Reference> references = new ArrayList<>();
    while (answered.answersBy(version).isEmpty()) {
      references.addAll(submitSamples(1));
      assertThat(answered.await(references)).isTrue();
    }

    List<Reference> after = submitSamples(1);
    assertThat(answered.await(after)).isTrue();
    assertThat(answered.answersBy(version)).containsAll(after);
    assertThat(answered.doubled()).isEmpty();
  }

  @Test
  @Order(3)
  void aMissingObjectIsADeadLetterOfTheFetch() throws Exception {
    ImageReference nowhere =
        ImageReference.newBuilder().setUri("s3://" + BUCKET + "/no-such.png").build();

    assertThat(letterFor(line.emit(nowhere)).stage()).isEqualTo("fetch");
  }

  @Test
  @Order(4)
  void aTextFileCalledJpgIsADeadLetterOfTheDecoder() throws Exception {
    assertThat(letterFor(submitBad("not-an-image.jpg")).stage()).isEqualTo("decode");
  }

  @Test
  @Order(5)
  void aTruncatedJpegIsADeadLetterOfTheDecoder() throws Exception {
    assertThat(letterFor(submitBad("truncated.jpg")).stage()).isEqualTo("decode");
  }

  @Test
  @Order(6)
  void aPixelBombIsADeadLetterOfTheDecoder() throws Exception {
    assertThat(letterFor(submitBad("pixel-bomb.png")).stage()).isEqualTo("decode");
  }

  @Test
  @Order(7)
  void afterAllThatTheApplicationGoesOn() throws Exception {
    List<Reference> references = submitSamples(1);

    assertThat(answered.await(references)).isTrue();
    assertThat(answered.classifications()).containsKeys(references.toArray(Reference[]::new));
    assertThat(answered.doubled()).isEmpty();
    assertThat(app.failure()).isNotDone();
    assertThat(app.isReady()).isTrue();
  }

  @Test
  @Order(8)
  void aDeadLetterIsReplayedOnceItsObjectIsThere() throws Exception {
    ImageReference late =
        ImageReference.newBuilder().setUri("s3://" + BUCKET + "/late.png").build();
    letterFor(line.emit(late));
    SampleImage sample = SampleImages.load().get(0);
    line.upload("late.png", sample.bytes());

    CommandRun listed = servers.run("dead-letters", "list", "--stage", "fetch", "--output", "json");
    JsonNode letter =
        lines(listed).stream()
            .filter(line -> line.get("error").asText().contains("late.png"))
            .findFirst()
            .orElseThrow();
    assertThat(letter.get("reason").asText()).isEqualTo("not-found");
    assertThat(letter.get("replays").asInt()).isZero();

    CommandRun shown = servers.run("dead-letters", "show", letter.get("position").asText());
    assertThat(shown.out())
        .contains("value     {\"uri\":\"s3://images/late.png\"", "FetchException");

    CommandRun replayed = servers.run("dead-letters", "replay", letter.get("position").asText());
    assertThat(replayed.err()).contains("sent 1; passed over 0; failed 0");
    assertThat(replayed.exitCode()).isZero();
    Reference again = replayed(replayed.out());
    assertThat(answered.await(List.of(again))).isTrue();
    assertThat(answered.classifications().get(again)).hasSize(1);
  }

  @Test
  @Order(9)
  void eventsOfTheStoreAreClassifiedBesideReferences() throws Exception {
    SampleImage sample = SampleImages.load().get(0);
    line.upload("new in/2026.png", sample.bytes());
    String record =
        "{\"eventName\":\"s3:ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"images\"},"
            + "\"object\":{\"key\":\"new+in%2F2026.png\"}}}";

    Reference notified = send("clip.s3-events", "{\"Records\":[" + record + "]}", Map.of());
    Reference event =
        send(
            "clip.cloud-events",
            record,
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", "1",
                "ce_source", "/store",
                "ce_type", "com.amazonaws.s3.ObjectCreated.Put",
                "content-type", "application/json"));
    Reference malformed = send("clip.s3-events", "no json", Map.of());

    assertThat(answered.await(List.of(notified, event, malformed))).isTrue();
    assertThat(answered.classifications()).containsKeys(notified, event);
    assertThat(answered.classifications().get(event).get(0).getUri())
        .isEqualTo("s3://images/new in/2026.png");
    assertThat(answered.letters().get(malformed))
        .singleElement()
        .satisfies(letter -> assertThat(letter.stage()).isEqualTo("event"));
  }

  private static Reference send(String topic, String value, Map<String, String> headers)
      throws InterruptedException, ExecutionException {
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8));
    headers.forEach(
        (name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            servers.cluster().connection(), new ByteArraySerializer(), new ByteArraySerializer())) {
      RecordMetadata sent = producer.send(message).get();
      return new Reference(topic, sent.partition(), sent.offset(), 0);
    }
  }

  @Test
  @Order(10)
  void healthInfoAndMetricsTellOfAllThat() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    JsonNode info = new ObjectMapper().readTree(get("/info").body());
    assertThat(info.at("/model/fingerprint").asText()).isEqualTo(app.model().fingerprint());
    assertThat(info.at("/labelSets/0/name").asText()).isEqualTo("things");

    String metrics = get("/metrics").body();

    assertThat(metrics)
        .contains("clip_label_set_version{label_set=\"things\"} ")
        .contains("clip_images_classified_total " + (double) app.counts().classified())
        .contains("clip_dead_letters_total{reason=\"not-found\",stage=\"fetch\"} 2.0")
        .contains("clip_oldest_reference_age_seconds 0.0")
        .contains("clip_ready 1.0");
  }

  /** Kafka's own are there only where Kafka Streams runs. */
  @Test
  @Order(11)
  void everyMetricOfTheDashboardExists() throws Exception {
    // Nothing had to be tried again.
    operations.observer().retried(Stage.FETCH, "test");

    Set<String> scraped = Dashboard.namesIn(get("/metrics").body());

    assertThat(scraped).containsAll(Dashboard.read().metrics());
  }

  @Test
  @Order(12)
  void everyMetricOfOursIsDocumented() throws Exception {
    String document = Files.readString(Path.of("../docs/monitoring.md"));

    assertThat(Dashboard.namesIn(get("/metrics").body()))
        .filteredOn(name -> name.startsWith("clip_"))
        .map(name -> name.replaceFirst("_(bucket|sum|count|max)$", ""))
        .allSatisfy(name -> assertThat(document).containsPattern("`" + name + "[`{]"));
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(operations.url().orElseThrow() + path)).build(),
            BodyHandlers.ofString());
  }

  private static List<JsonNode> lines(CommandRun run) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  /** Reads "3:17 -> clip.images-0@42". */
  private static Reference replayed(String line) {
    Matcher to = Pattern.compile("-> (\\S+)-(\\d+)@(\\d+)\\s*").matcher(line);
    assertThat(to.find()).as(line).isTrue();
    return new Reference(
        to.group(1), Integer.parseInt(to.group(2)), Long.parseLong(to.group(3)), 0);
  }

  @Test
  @Order(13)
  void whoeverHasNoPasswordGetsNowhere() {
    CommandRun noKafka = servers.run("topics", "create", "--set", "sasl.jaas.config=" + WRONG_JAAS);

    assertThat(noKafka.exitCode()).isEqualTo(1);
    assertThat(noKafka.err()).contains("Authentication failed").doesNotContain("not-the-password");
  }

  @Test
  @Order(14)
  void noPasswordIsLogged() {
    // The clients' settings are in the log, so there was something to hide.
    assertThat(log.lines()).anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"));
    for (String secret : servers.secrets()) {
      assertThat(log.lines()).noneMatch(line -> line.contains(secret));
    }
  }

  private static long publish(String... names) throws InterruptedException, ExecutionException {
    LabelSet definition =
        LabelSet.newBuilder()
            .setLabels(
                List.of(names).stream()
                    .map(name -> Label.newBuilder().setName(name).build())
                    .toList())
            .build();
    return labelSets
        .send(new ProducerRecord<>("clip.label-sets", "things", definition))
        .get()
        .offset();
  }

  private static List<Reference> submitSamples(int times) throws Exception {
    List<Reference> references = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      for (SampleImage sample : SampleImages.load()) {
        references.add(line.submit(sample.file(), sample.bytes()));
      }
    }
    return references;
  }

  private static Reference submitBad(String file) throws Exception {
    return line.submit(file, Files.readAllBytes(BAD.resolve(file)));
  }

  private static DeadLetter letterFor(Reference reference) {
    assertThat(answered.await(List.of(reference))).isTrue();
    assertThat(answered.classifications()).doesNotContainKey(reference);
    assertThat(answered.letters().get(reference)).hasSize(1);
    return answered.letters().get(reference).get(0);
  }
}
