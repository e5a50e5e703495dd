package io.clipstreams.topology;

import static io.clipstreams.topology.ImageLineDriver.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.Classification;
import io.clipstreams.topology.fetch.FetchException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who holds up whom. */
class BoundsTest {

  private final ImageLineDriver line = new ImageLineDriver();

  @BeforeEach
  void defineTheDefaultSet() {
    line.labelSets.define("animals", 7);
    line.photosHasAnswered();
  }

  @AfterEach
  void close() {
    line.close();
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  private void events(List<String> keys) {
    keys.forEach(key -> line.event(key, "s3://photos/" + key));
  }

  private void answer(List<String> keys) {
    keys.forEach(key -> line.fetcher.answer("s3://photos/" + key));
    line.work();
    line.turn();
  }

  @Test
  void anObjectThatTakesThirtySecondsHoldsUpNobodyButItsOwnKey() {
    line.event("slow", "s3://photos/slow");
    line.event("slow", "s3://photos/next");
    for (int second = 0; second < 30; second++) {
      List<String> others = names(second + "-", 20);
      events(others);
      answer(others);
      assertThat(line.classified()).containsExactlyInAnyOrderElementsOf(others);
      line.pass(Duration.ofSeconds(1));
    }

    assertThat(line.fetcher.reading()).containsExactly("s3://photos/slow");
    line.fetcher.answer("s3://photos/slow");
    line.work();
    line.fetcher.answer("s3://photos/next");
    line.work();
    assertThat(line.classifications.readValuesToList())
        .extracting(Classification::getUri)
        .containsExactly("s3://photos/slow", "s3://photos/next");
  }

  @Test
  void aHundredThatWaitForALabelSetSlowNobody() {
    names("waiting-", 100).forEach(key -> line.event(key, reference("s3://photos/" + key, "no")));
    List<String> others = names("good-", 100);
    events(others);
    assertThat(line.fetcher.reading()).hasSize(100);

    // Each new version of any set wakes them all, and all are set aside within the turn.
    line.labelSets.define("animals", 8);
    line.turn();
    List<String> more = names("more-", 28);
    events(more);
    assertThat(line.fetcher.reading()).hasSize(128);
    answer(others);
    answer(more);
    assertThat(line.classified()).hasSize(128);
    assertThat(line.slots.taken()).isZero();
  }

  @Test
  void aBucketThatNeverAnswersTakesAQuarterOfTheSlotsAndLeavesTheOthersToOthers() {
    names("dead-", 200).forEach(key -> line.event(key, "s3://dead/" + key));
    List<String> others = names("good-", 96);
    events(others);
    assertThat(line.fetcher.reading()).hasSize(32 + 96);
    answer(others);
    assertThat(line.classified()).containsExactlyInAnyOrderElementsOf(others);

    line.pass(Duration.ofSeconds(60));
    line.event("more", "s3://photos/more");
    assertThat(line.fetcher.reading()).hasSize(32 + 1).contains("s3://photos/more");
  }

  @Test
  void aBucketThatAnswersAgainMayTakeAllSlotsAgain() {
    names("dead-", 200).forEach(key -> line.event(key, "s3://dead/" + key));
    line.fetcher.answer("s3://dead/dead-0");
    line.work();
    line.pass(Duration.ofSeconds(1));
    for (int turn = 0; turn < 5; turn++) {
      line.turn();
    }
    assertThat(line.fetcher.reading()).hasSize(128);
  }

  @Test
  void aBucketThatStopsAnsweringIsLimitedAfterAWhile() {
    line.fetcher.answerAll();
    List<String> lost = names("lost-", 128);
    events(lost);
    assertThat(line.fetcher.reading()).hasSize(128);
    for (String uri : line.fetcher.reading()) {
      line.fetcher.fail(uri, FetchException.transientFailure("timeout", "no answer", null));
    }
    for (int turn = 0; turn < 10; turn++) {
      line.pass(Duration.ofSeconds(1));
    }
    assertThat(line.fetcher.reading()).hasSize(32);
  }

  @Test
  void aHundredOfABucketThatFailsSlowNobody() {
    List<String> dead = names("dead-", 100);
    dead.forEach(key -> line.event(key, "s3://dead/" + key));
    line.turn();
    for (int second = 0; second < 20; second++) {
      for (String uri : line.fetcher.reading()) {
        line.fetcher.fail(uri, FetchException.transientFailure("away", "answered 503", null));
      }
      List<String> others = names(second + "-", 50);
      events(others);
      answer(others);
      assertThat(line.classified()).containsExactlyInAnyOrderElementsOf(others);
      line.pass(Duration.ofSeconds(1));
    }
    assertThat(line.stored()).isEqualTo(100);
    assertThat(line.deadLetters.isEmpty()).isTrue();
  }
}
