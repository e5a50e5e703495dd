package io.clipstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.cli.common.S3Clients;
import io.clipstreams.cli.events.DeadLetter;
import io.clipstreams.cli.events.ImageSubmitter;
import io.clipstreams.cli.events.Reference;
import io.clipstreams.quickstart.SampleImage;
import io.clipstreams.quickstart.SampleImages;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.ClipStreamsApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * The whole line against real servers: producers, the application, consumers. The tests tell one
 * story, in order, since starting everything takes seconds.
 */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LineIT {

  private static final Path BAD = Path.of("../model-loader/src/test/resources/parity/images/bad");
  private static final String BUCKET = "images";

  @TempDir static Path folder;
  private static RunningServers servers;
  private static ClipStreamsApp app;
  private static S3AsyncClient s3;
  private static Producer<String, ImageReference> images;
  private static Producer<String, LabelSet> labelSets;
  private static ImageSubmitter submitter;
  private static Answered answered;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    servers =
        new RunningServers(
            Files.createDirectory(folder.resolve("servers")),
            Map.of(
                "state.dir", folder.resolve("state").toString(),
                "image.max.pixels", "20000000",
                "labels.default.set", "things"));
    assertThat(servers.run("topics", "create").exitCode()).isZero();
    servers.servers().s3().createBucket(BUCKET);
    app = ClipStreamsApp.open(servers.cluster().config());
    app.start();
    assertThat(app.awaitReady(Duration.ofSeconds(60))).isTrue();
    s3 = S3Clients.create(servers.cluster().config().s3());
    images = servers.cluster().producer(ImageReference.class);
    labelSets = servers.cluster().producer(LabelSet.class);
    submitter = new ImageSubmitter(s3, images, "clip.images", BUCKET, List.of());
    answered = new Answered(servers.cluster());
  }

  @AfterAll
  static void stop() throws IOException {
    answered.close();
    labelSets.close();
    images.close();
    s3.close();
    app.close();
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

    assertThat(letterFor(submitter.emit(nowhere).get()).stage()).isEqualTo("fetch");
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
        references.add(
            submitter.submit(sample.file(), AsyncRequestBody.fromBytes(sample.bytes())).get());
      }
    }
    return references;
  }

  private static Reference submitBad(String file) throws Exception {
    return submitter.submit(file, AsyncRequestBody.fromFile(BAD.resolve(file))).get();
  }

  private static DeadLetter letterFor(Reference reference) {
    assertThat(answered.await(List.of(reference))).isTrue();
    assertThat(answered.classifications()).doesNotContainKey(reference);
    assertThat(answered.letters().get(reference)).hasSize(1);
    return answered.letters().get(reference).get(0);
  }
}
