package io.clipstreams.topology;

import static io.clipstreams.topology.ImageLineDriver.header;
import static io.clipstreams.topology.ImageLineDriver.reference;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.Cause;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.SourceCoordinates;
import io.clipstreams.schemas.registry.RegistryRefusedException;
import io.clipstreams.schemas.registry.RegistryUnavailableException;
import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import io.clipstreams.topology.fetch.FetchException;
import io.clipstreams.topology.inflight.RoutedClassification;
import io.clipstreams.topology.testing.FakeModel;
import io.clipstreams.topology.testing.SlowRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImageTopologyTest {

  private ImageLineDriver line;

  @BeforeEach
  void defineTheDefaultSet() {
    line = new ImageLineDriver();
    line.labelSets.define("animals", 7);
  }

  @AfterEach
  void close() {
    line.close();
  }

  @Test
  void anImageIsClassifiedByTheDefaultSet() {
    line.event("cat-1", "s3://photos/cat");
    assertThat(line.stored()).isEqualTo(1);
    assertThat(line.classifications.isEmpty()).isTrue();

    line.fetcher.answer("s3://photos/cat");
    line.work();

    TestRecord<byte[], Classification> answer = line.classifications.readRecord();
    assertThat(answer.key()).isEqualTo("cat-1".getBytes(UTF_8));
    assertThat(answer.timestamp()).isEqualTo(1_000);
    Classification it = answer.value();
    assertThat(it.getImageId()).isEqualTo("cat-1");
    assertThat(it.getUri()).isEqualTo("s3://photos/cat");
    assertThat(it.getVersionId()).isEqualTo("v1");
    assertThat(it.getEtag()).isEqualTo("e1");
    assertThat(it.getSource()).isEqualTo(new SourceCoordinates("clip.images", 0, 0L, 0));
    assertThat(it.getCause()).isEqualTo(Cause.LIVE);
    assertThat(it.getModel()).isEqualTo("fake");
    assertThat(it.getPrecision()).isEqualTo("float32");
    assertThat(it.getWidth()).isEqualTo(640);
    assertThat(it.getHeight()).isEqualTo(480);
    assertThat(it.getBatchSize()).isEqualTo(1);
    assertThat(it.getTimes().getEvent()).isEqualTo(Instant.ofEpochMilli(1_000));
    assertThat(it.getResults()).extracting(LabelSetResult::getLabelSet).containsExactly("animals");
    assertThat(it.getResults().get(0).getVersion()).isEqualTo(7);
    assertThat(it.getResults().get(0).getLabels().get(0).getName()).isEqualTo("animals-c");
    assertThat(line.classifications.isEmpty()).isTrue();
    assertThat(line.deadLetters.isEmpty()).isTrue();
    assertThat(line.stored()).isZero();
  }

  @Test
  void imagesThatWaitForTheDeviceShareABatch() {
    for (int i = 0; i < 5; i++) {
      line.event("key-" + i, "s3://photos/" + i);
    }
    line.fetcher.answerAll();
    line.work();

    assertThat(line.classifications.readValuesToList())
        .hasSize(5)
        .allSatisfy(answer -> assertThat(answer.getBatchSize()).isEqualTo(5));
  }

  @Test
  void anImageWithoutKeyIsKeyedByItsUri() {
    line.event(null, "s3://photos/cat");
    line.fetcher.answerAll();
    line.work();

    TestRecord<byte[], Classification> answer = line.classifications.readRecord();
    assertThat(answer.key()).isEqualTo("s3://photos/cat".getBytes(UTF_8));
    assertThat(answer.value().getImageId()).isEqualTo("s3://photos/cat");
  }

  @Test
  void anImageIsJudgedByTheSetsThatItsEventNames() {
    line.labelSets.define("colours", 3);
    line.labelSets.define("shapes", 4);
    line.event("a", reference("s3://photos/a", "shapes", "colours"));
    line.fetcher.answerAll();
    line.work();

    assertThat(line.classifications.readValue().getResults())
        .extracting(LabelSetResult::getLabelSet)
        .containsExactly("shapes", "colours");
  }

  @Test
  void anImageIsJudgedByTheSetThatClaimsIt() {
    line.labelSets.define("plants", 3);
    line.labelSets.claim("plants", "garden");
    line.event("a", "s3://garden/a");
    line.fetcher.answerAll();
    line.work();

    assertThat(line.classifications.readValue().getResults())
        .extracting(LabelSetResult::getLabelSet)
        .containsExactly("plants");
  }

  @Test
  void severalSetsCostOneEmbedding() {
    line.labelSets.define("colours", 3);
    line.labelSets.define("shapes", 4);
    line.event("a", reference("s3://photos/a", "shapes", "colours"));
    line.fetcher.answerAll();
    line.work();

    assertThat(line.classifications.readValue().getResults()).hasSize(2);
    assertThat(line.model.batches()).hasSize(1);
  }

  @Test
  void aClassificationThatDecidesForALabelIsCopiedToItsTopicAndTheCopyIsMarked() {
    line.labelSets.defineRouted("pets", 3, "labels.cats");
    line.event("a", reference("s3://photos/c", "pets"));
    line.fetcher.answerAll();
    line.work();

    Classification answer = line.classifications.readValue();
    List<TestRecord<byte[], Classification>> copies = line.copies("labels.cats");
    assertThat(copies).hasSize(1);
    assertThat(copies.get(0).value()).isEqualTo(answer);
    assertThat(copies.get(0).key()).isEqualTo("a".getBytes(UTF_8));
    assertThat(header(copies.get(0), RoutedClassification.LABEL_SET)).isEqualTo("pets");
    assertThat(header(copies.get(0), RoutedClassification.LABEL)).isEqualTo("pets-c");
    assertThat(line.counters.snapshot().classified()).isEqualTo(1);
  }

  @Test
  void twoLabelsOfOneTopicMakeOneCopyThatNamesBoth() {
    line.labelSets.defineRouted("pets", 3, "labels.pets");
    line.labelSets.defineRouted("animals", 3, "labels.pets");
    line.event("a", reference("s3://photos/c", "pets", "animals"));
    line.fetcher.answerAll();
    line.work();

    List<TestRecord<byte[], Classification>> copies = line.copies("labels.pets");
    assertThat(copies).hasSize(1);
    assertThat(copies.get(0).headers().headers(RoutedClassification.LABEL))
        .extracting(header -> new String(header.value(), UTF_8))
        .containsExactly("pets-c", "animals-c");
  }

  @Test
  void aTopicThatIsGoneGetsNoCopyAndTheAnswerGoesOut() {
    line.labelTopics.delete("labels.cats");
    line.labelSets.defineRouted("pets", 3, "labels.cats");
    line.event("a", reference("s3://photos/c", "pets"));
    line.fetcher.answerAll();
    line.work();

    assertThat(line.classified()).containsExactly("a");
    assertThat(line.copies("labels.cats")).isEmpty();
  }

  @Test
  void anAnswerWaitsWhileTopicsOfLabelsCannotBeLookedUp() {
    line.labelTopics.setAway(true);
    line.labelSets.defineRouted("pets", 3, "labels.cats");
    line.event("a", reference("s3://photos/c", "pets"));
    line.fetcher.answerAll();
    line.work();
    assertThat(line.classified()).isEmpty();

    line.labelTopics.setAway(false);
    line.pass(Duration.ofSeconds(1));
    line.fetcher.answerAll();
    line.work();

    assertThat(line.classified()).containsExactly("a");
    assertThat(line.copies("labels.cats")).hasSize(1);
    assertThat(line.deadLetters.isEmpty()).isTrue();
  }

  @Test
  void anAnswerThatNoMessageCouldHoldIsADeadLetter() {
    line.labelSets.defineLong("long", 1, 900_000);
    line.event("a", reference("s3://photos/c", "long"));
    line.fetcher.answerAll();
    line.work();

    TestRecord<byte[], byte[]> letter = line.deadLetters.readRecord();
    assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("labels");
    assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("answer-too-large");
  }

  @Test
  void theVersionIsTakenWhenTheImageIsScored() {
    line.event("a", "s3://photos/a");
    line.fetcher.answerAll();
    line.labelSets.define("animals", 8);
    line.work();

    assertThat(line.classifications.readValue().getResults().get(0).getVersion()).isEqualTo(8);
  }

  @Test
  void referencesOfOneKeyLeaveInTheirOrderAndOneAtATime() {
    line.event("k", "s3://photos/1");
    line.event("k", "s3://photos/2");
    line.event("other", "s3://photos/3");
    assertThat(line.fetcher.reading()).containsExactly("s3://photos/1", "s3://photos/3");

    line.fetcher.answer("s3://photos/3");
    line.work();
    assertThat(line.classified()).containsExactly("other");

    line.fetcher.answer("s3://photos/1");
    line.work();
    line.fetcher.answer("s3://photos/2");
    line.work();
    assertThat(line.classifications.readValuesToList())
        .extracting(Classification::getUri)
        .containsExactly("s3://photos/1", "s3://photos/2");
  }

  @Test
  void aLaterReferenceOfAKeyIsHeldWhileAnEarlierOneBacksOff() {
    line.event("k", "s3://photos/1");
    line.event("k", "s3://photos/2");
    line.fetcher.fail("s3://photos/1", unavailable());
    line.turn();
    line.fetcher.answer("s3://photos/2");
    line.work();
    assertThat(line.classifications.isEmpty()).isTrue();

    line.pass(Duration.ofSeconds(1));
    line.fetcher.answer("s3://photos/1");
    line.work();
    assertThat(line.classifications.readValuesToList())
        .extracting(Classification::getUri)
        .containsExactly("s3://photos/1", "s3://photos/2");
  }

  @Test
  void aMissingObjectIsADeadLetterWithTheExactInput() {
    byte[] event = line.encode(reference("s3://photos/gone"));
    line.event("k", event, new RecordHeaders().add("trace", new byte[] {1, 2}));
    line.fetcher.fail(
        "s3://photos/gone", FetchException.permanent("not-found", "The store answered 404", null));
    line.turn();

    TestRecord<byte[], byte[]> letter = line.deadLetters.readRecord();
    assertThat(letter.key()).isEqualTo("k".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo(event);
    assertThat(letter.headers().lastHeader("trace").value()).containsExactly(1, 2);
    assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("fetch");
    assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("not-found");
    assertThat(header(letter, DeadLetterHeaders.MESSAGE)).isEqualTo("The store answered 404");
    assertThat(header(letter, DeadLetterHeaders.TOPIC)).isEqualTo("clip.images");
    assertThat(header(letter, DeadLetterHeaders.PARTITION)).isEqualTo("0");
    assertThat(header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("0");
    assertThat(header(letter, DeadLetterHeaders.INDEX)).isEqualTo("0");
    assertThat(line.classifications.isEmpty()).isTrue();
    assertThat(line.deadLetters.isEmpty()).isTrue();
    assertThat(line.stored()).isZero();
  }

  @Test
  void whatIsNoPictureIsADeadLetterOfStageDecode() {
    line.event("k", "s3://photos/a");
    line.fetcher.answer("s3://photos/a", FakeModel.NOT_AN_IMAGE);
    line.turn();

    TestRecord<byte[], byte[]> letter = line.deadLetters.readRecord();
    assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("decode");
    assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("not-an-image");
    assertThat(line.fetcher.bytesHeld()).isZero();
  }

  @Test
  void anImageThatBreaksTheModelIsTheOnlyDeadLetterOfItsBatch() {
    line.model.failWhen(
        batch -> batch.contains("bad"), new IllegalStateException("shape mismatch"));
    line.event("1", "s3://photos/good");
    line.event("2", "s3://photos/bad");
    line.event("3", "s3://photos/fine");
    line.fetcher.answerAll();
    line.work();

    assertThat(line.classified()).containsExactlyInAnyOrder("1", "3");
    TestRecord<byte[], byte[]> letter = line.deadLetters.readRecord();
    assertThat(letter.key()).isEqualTo("2".getBytes(UTF_8));
    assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("infer");
    assertThat(line.deadLetters.isEmpty()).isTrue();
  }

  @Test
  void aDeviceThatFailsWhollyMakesNoDeadLettersAndLosesNothing() {
    line.model.failWhen(batch -> true, new IllegalStateException("CUDA error"));
    line.event("1", "s3://photos/1");
    line.event("2", "s3://photos/2");
    line.fetcher.answerAll();
    line.work();

    assertThat(line.deviceFailures).hasSize(1);
    assertThat(line.deadLetters.isEmpty()).isTrue();
    assertThat(line.classifications.isEmpty()).isTrue();
    assertThat(line.stored()).isEqualTo(2);
  }

  @Test
  void bytesThatAreNoReferenceAreADeadLetterOfStageEvent() {
    line.event("k", "hello".getBytes(UTF_8), new RecordHeaders());

    TestRecord<byte[], byte[]> letter = line.deadLetters.readRecord();
    assertThat(letter.value()).isEqualTo("hello".getBytes(UTF_8));
    assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("event");
    assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("undecodable");
    assertThat(letter.headers().lastHeader(DeadLetterHeaders.INDEX)).isNull();
    assertThat(line.stored()).isZero();
  }

  @Test
  void aMessageWithoutValueIsADeadLetter() {
    line.event("k", null, new RecordHeaders());

    TestRecord<byte[], byte[]> letter = line.deadLetters.readRecord();
    assertThat(letter.value()).isNull();
    assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("empty");
  }

  @Test
  void aMessageOfMoreThan64KibIsADeadLetterAtOnce() {
    byte[] large = new byte[64 * 1024];
    line.event("k", large, new RecordHeaders());

    TestRecord<byte[], byte[]> letter = line.deadLetters.readRecord();
    assertThat(letter.value()).isEqualTo(large);
    assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("event");
    assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("too-large");
  }

  @Test
  void aReplayOfAnotherIndexThanTheMessageHasIsRefused() {
    line.event(
        "k",
        line.encode(reference("s3://photos/a")),
        new RecordHeaders().add(DeadLetterHeaders.INDEX, "3".getBytes(UTF_8)));

    assertThat(header(line.deadLetters.readRecord(), DeadLetterHeaders.REASON))
        .isEqualTo("no-such-index");
  }

  @Test
  void anImageWaitsForItsLabelSet() {
    line.event("k", reference("s3://photos/a", "later"));
    line.event("other", "s3://photos/b");
    assertThat(line.fetcher.reading()).containsExactly("s3://photos/b");

    line.labelSets.define("later", 1);
    line.turn();
    assertThat(line.fetcher.reading()).contains("s3://photos/a");
    line.fetcher.answerAll();
    line.work();
    assertThat(line.classified()).containsExactlyInAnyOrder("k", "other");
  }

  @Test
  void anImageWhoseLabelSetDoesNotComeIsADeadLetter() {
    line.event("k", reference("s3://photos/a", "never"));
    line.pass(Duration.ofMillis(59_999));
    assertThat(line.deadLetters.isEmpty()).isTrue();
    line.pass(Duration.ofMillis(1));

    TestRecord<byte[], byte[]> letter = line.deadLetters.readRecord();
    assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("labels");
    assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("unknown");
    assertThat(header(letter, DeadLetterHeaders.MESSAGE)).contains("never");
  }

  @Test
  void anImageThatNamesADeletedSetIsADeadLetterAtOnce() {
    line.labelSets.delete("gone", 12);
    line.event("k", reference("s3://photos/a", "gone"));
    line.turn();

    TestRecord<byte[], byte[]> letter = line.deadLetters.readRecord();
    assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("labels");
    assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("deleted");
  }

  @Test
  void aSetThatIsDeletedWhileTheImageIsUnderWayMakesADeadLetter() {
    line.event("k", "s3://photos/a");
    line.fetcher.answerAll();
    line.labelSets.delete("animals", 12);
    line.work();

    assertThat(header(line.deadLetters.readRecord(), DeadLetterHeaders.REASON))
        .isEqualTo("deleted");
  }

  @Test
  void aSetThatCannotJudgeHarmsOnlyItsOwnImages() {
    line.labelSets.defineBroken("broken", 1);
    line.event("1", reference("s3://photos/1", "broken"));
    line.event("2", "s3://photos/2");
    line.fetcher.answerAll();
    line.work();

    assertThat(line.classified()).containsExactly("2");
    assertThat(header(line.deadLetters.readRecord(), DeadLetterHeaders.REASON))
        .isEqualTo("unscorable");
  }

  @Test
  void aTransientFailureIsTriedAgainAfterAPause() {
    line.event("k", "s3://photos/a");
    line.fetcher.fail("s3://photos/a", unavailable());
    line.turn();
    assertThat(line.fetcher.reading()).isEmpty();
    line.pass(Duration.ofMillis(200));
    line.fetcher.answer("s3://photos/a");
    line.work();

    assertThat(line.classified()).containsExactly("k");
    assertThat(line.deadLetters.isEmpty()).isTrue();
  }

  @Test
  void aTransientFailureThatStaysIsADeadLetterAfterTheBudgetAndFiveAttempts() {
    line.event("k", "s3://photos/a");
    int attempts = 0;
    while (line.deadLetters.isEmpty()) {
      line.fetcher.fail("s3://photos/a", unavailable());
      attempts++;
      line.turn();
      line.pass(Duration.ofMinutes(attempts == 1 ? 20 : 1));
    }

    assertThat(attempts).isEqualTo(5);
    assertThat(header(line.deadLetters.readRecord(), DeadLetterHeaders.REASON))
        .isEqualTo("server-error");
  }

  @Test
  void noMoreImagesAreUnderWayThanThereAreSlots() {
    line.photosHasAnswered();
    for (int i = 0; i < 300; i++) {
      line.event("key-" + i, "s3://photos/" + i);
    }
    line.turn();
    assertThat(line.fetcher.reading()).hasSize(128);
    assertThat(line.backlog.parked()).isEqualTo(300 - 128);

    while (!line.fetcher.reading().isEmpty()) {
      line.fetcher.answerAll();
      line.work();
      line.turn();
    }
    assertThat(line.classified())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 300).mapToObj(i -> "key-" + i).toList());
    assertThat(line.slots.taken()).isZero();
    assertThat(line.backlog.parked()).isZero();
    assertThat(line.stored()).isZero();
  }

  @Test
  void slotsComeBackWhenTheWorkIsDoneThoughItsResultIsNotForwardedYet() {
    line.event("k", "s3://photos/a");
    assertThat(line.slots.taken()).isEqualTo(1);
    line.fetcher.answerAll();
    line.device.runAll();

    assertThat(line.slots.taken()).isZero();
    assertThat(line.stored()).isEqualTo(1);
  }

  @Test
  void closingCancelsReadsAndGivesSlotsBack() {
    line.event("k", "s3://photos/a");
    line.close();

    assertThat(line.fetcher.isCancelled("s3://photos/a")).isTrue();
    assertThat(line.slots.taken()).isZero();
    assertThat(line.backlog.parked()).isZero();
  }

  @Test
  void countsSayWhatHappened() {
    line.event("1", "s3://photos/1");
    line.event("2", "s3://photos/2");
    line.fetcher.answer("s3://photos/1");
    line.fetcher.answer("s3://photos/2", FakeModel.NOT_AN_IMAGE);
    line.work();

    assertThat(line.counters.snapshot().received()).isEqualTo(2);
    assertThat(line.counters.snapshot().classified()).isEqualTo(1);
    assertThat(line.counters.snapshot().deadLetters())
        .containsExactly(Map.entry("decode/not-an-image", 1L));
    assertThat(line.counters.snapshot().batches()).isEqualTo(1);
  }

  @Test
  void aMessageWhoseSchemaIsNotKnownHereIsStoredAndWaits() {
    SlowRegistry registry = new SlowRegistry();
    use(new ImageLineDriver(Map.of(), registry));
    byte[] event = line.encode(reference("s3://photos/a"));
    registry.forget();
    line.event("k", event, new RecordHeaders());
    line.event("k", event, new RecordHeaders());
    assertThat(line.stored()).isEqualTo(2);
    assertThat(line.fetcher.reading()).isEmpty();

    registry.remember();
    line.turn();
    line.fetcher.answer("s3://photos/a");
    line.work();
    line.fetcher.answer("s3://photos/a");
    line.work();
    assertThat(line.classifications.readValuesToList())
        .extracting(answer -> answer.getSource().getOffset())
        .containsExactly(0L, 1L);
    assertThat(line.stored()).isZero();
  }

  @Test
  void aRegistryThatIsAwayIsAskedAgainAndAgainForTheRetryTime() {
    SlowRegistry registry = new SlowRegistry();
    use(new ImageLineDriver(Map.of(), registry));
    byte[] event = line.encode(reference("s3://photos/a"));
    registry.forget();
    line.event("k", event, new RecordHeaders());
    for (int i = 0; i < 20; i++) {
      registry.fail(new RegistryUnavailableException("no answer", null));
      line.turn();
      line.pass(Duration.ofSeconds(16));
    }
    assertThat(line.deadLetters.isEmpty()).isTrue();

    line.pass(Duration.ofMinutes(10));
    registry.fail(new RegistryUnavailableException("no answer", null));
    line.turn();
    TestRecord<byte[], byte[]> letter = line.deadLetters.readRecord();
    assertThat(letter.value()).isEqualTo(event);
    assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("event");
    assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("no-registry");
  }

  @Test
  void aSchemaThatTheRegistryDoesNotKnowMakesADeadLetterAtOnce() {
    SlowRegistry registry = new SlowRegistry();
    use(new ImageLineDriver(Map.of(), registry));
    byte[] event = line.encode(reference("s3://photos/a"));
    registry.forget();
    line.event("k", event, new RecordHeaders());
    registry.fail(
        new RegistryRefusedException("not found", RegistryRefusedException.SCHEMA_NOT_FOUND));
    line.turn();
    assertThat(header(line.deadLetters.readRecord(), DeadLetterHeaders.REASON))
        .isEqualTo("unknown-schema");
  }

  private void use(ImageLineDriver other) {
    line.close();
    line = other;
    line.labelSets.define("animals", 7);
  }

  private static FetchException unavailable() {
    return FetchException.transientFailure("server-error", "The store answered 503", null);
  }
}
