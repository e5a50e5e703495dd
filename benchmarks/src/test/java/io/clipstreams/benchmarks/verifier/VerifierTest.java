package io.clipstreams.benchmarks.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.benchmarks.verifier.LabelHistory.Version;
import io.clipstreams.benchmarks.verifier.Submitted.Answer;
import io.clipstreams.benchmarks.verifier.Submitted.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VerifierTest {

  /** Version 4 is generation 1, from 1,000 on; version 7 is generation 2, from 2,000 on. */
  private final LabelHistory history =
      new LabelHistory(
          "label-sets",
          List.of(
              new Version(4, 1, 900, OptionalLong.of(1_000)),
              new Version(7, 2, 1_900, OptionalLong.of(2_000))),
          Duration.ofMillis(100));

  private final Judge judge =
      (picture, generation) ->
          Map.of(
              LabelHistory.label(generation, "cat"), new Judge.Numbers(0.25, 0.75),
              LabelHistory.label(generation, "dog"), new Judge.Numbers(0.20, 0.25));

  private final Submitted image = image(0, "a", 1_500);
  private final Submitted missing = new Submitted(at(1), "b", 1_500, new DeadLetter("fetch"));

  @Test
  void oneRightAnswerEachIsClean() {
    Verdict verdict =
        verify(List.of(image, missing), classified(image, 4), letter(missing, "fetch"));

    assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    assertThat(verdict.submitted()).isEqualTo(2);
    assertThat(verdict.classifications()).isEqualTo(1);
    assertThat(verdict.deadLetters()).isEqualTo(1);
    assertThat(verdict.expectedDeadLetters()).isEqualTo(1);
  }

  @Test
  void theLastReferenceWithoutAnAnswerIsLost() {
    assertOnly(verify(List.of(image, missing), classified(image, 4)), Finding.LOST, 1);
  }

  @Test
  void everyAnswerBeyondTheFirstIsDoubled() {
    assertOnly(
        verify(List.of(image), classified(image, 4), classified(image, 4), classified(image, 4)),
        Finding.DOUBLED,
        2);
  }

  @Test
  void aDeadLetterBesideAClassificationIsDoubledAndUnexpected() {
    Verdict verdict = verify(List.of(image), classified(image, 4), letter(image, "fetch"));

    assertThat(verdict.count(Finding.DOUBLED)).isEqualTo(1);
    assertThat(verdict.count(Finding.UNEXPECTED_DEAD_LETTER)).isEqualTo(1);
  }

  @Test
  void anAnswerToWhatWasNotSubmittedIsAStranger() {
    Submitted other = image(9, "z", 1_500);

    assertOnly(
        verify(List.of(image), classified(image, 4), classified(other, 4)), Finding.STRANGER, 1);
  }

  @Test
  void anUnreadableAnswerIsAStranger() {
    assertOnly(
        verify(List.of(image), classified(image, 4), new Found.Unreadable("x-0@0", "no Avro")),
        Finding.STRANGER,
        1);
  }

  @Test
  void labelsOfTwoVersionsAreMixed() {
    assertOnly(
        verify(
            List.of(image),
            classified(image, 4, label("g1 cat", 0.25, 0.75), label("g2 dog", 0.20, 0.25))),
        Finding.MIXED_VERSIONS,
        1);
  }

  @Test
  void labelsOfAnotherVersionThanTheRecordNamesAreMixed() {
    assertOnly(
        verify(
            List.of(image),
            classified(image, 7, label("g1 cat", 0.25, 0.75), label("g1 dog", 0.20, 0.25))),
        Finding.MIXED_VERSIONS,
        1);
  }

  @Test
  void aVersionWithALabelTooFewIsMixed() {
    assertOnly(
        verify(List.of(image), classified(image, 4, label("g1 cat", 0.25, 0.75))),
        Finding.MIXED_VERSIONS,
        1);
  }

  @Test
  void aVersionThatNobodyWroteIsMixed() {
    assertOnly(verify(List.of(image), answer(image, 5, 1, 1_600)), Finding.MIXED_VERSIONS, 1);
  }

  @Test
  void aVersionReplacedLongBeforeTheSubmissionIsStale() {
    Submitted late = image(0, "a", 2_101);

    assertOnly(verify(List.of(late), answer(late, 4, 1, 2_200)), Finding.STALE_VERSION, 1);
  }

  @Test
  void aVersionReplacedAfterTheSubmissionWasCurrent() {
    Submitted early = image(0, "a", 2_099);

    assertThat(verify(List.of(early), answer(early, 4, 1, 9_000)).isClean()).isTrue();
  }

  @Test
  void aVersionWrittenAfterTheAnswerIsStale() {
    assertOnly(verify(List.of(image), answer(image, 7, 2, 1_899)), Finding.STALE_VERSION, 1);
  }

  @Test
  void otherNumbersAreWrong() {
    assertOnly(
        verify(
            List.of(image),
            classified(image, 4, label("g1 cat", 0.25, 0.75), label("g1 dog", 0.21, 0.25))),
        Finding.WRONG_ANSWER,
        1);
  }

  @Test
  void anotherScoreIsWrong() {
    assertOnly(
        verify(
            List.of(image),
            classified(image, 4, label("g1 cat", 0.25, 0.80), label("g1 dog", 0.20, 0.20))),
        Finding.WRONG_ANSWER,
        1);
  }

  @Test
  void aScoreThatIsNoNumberIsWrong() {
    assertOnly(
        verify(
            List.of(image),
            classified(image, 4, label("g1 cat", 0.25, Double.NaN), label("g1 dog", 0.20, 0.25))),
        Finding.WRONG_ANSWER,
        1);
  }

  @Test
  void lastBitsMayDiffer() {
    assertThat(
            verify(
                    List.of(image),
                    classified(
                        image, 4, label("g1 cat", 0.2501, 0.751), label("g1 dog", 0.2, 0.249)))
                .isClean())
        .isTrue();
  }

  @Test
  void aLabelForOtherBytesIsWrong() {
    Found.Classified right = classified(image, 4);

    assertOnly(
        verify(
            List.of(image),
            new Found.Classified(
                right.place(), right.source(), "other", right.scoredAt(), right.results())),
        Finding.WRONG_ANSWER,
        1);
  }

  @Test
  void aClassificationWhereADeadLetterWasExpectedIsWrong() {
    assertOnly(verify(List.of(missing), classified(missing, 4)), Finding.WRONG_ANSWER, 1);
  }

  @Test
  void aDeadLetterOfAnotherStageIsUnexpected() {
    assertOnly(
        verify(List.of(missing), letter(missing, "crash")), Finding.UNEXPECTED_DEAD_LETTER, 1);
  }

  @Test
  void answersOfAKeyInAnotherOrderThanTheyCameAreOutOfOrder() {
    Submitted later = image(2, "a", 1_500);

    assertOnly(
        verify(List.of(image, later), classified(later, 4), classified(image, 4)),
        Finding.OUT_OF_ORDER,
        1);
  }

  @Test
  void answersOfDifferentKeysMayOvertake() {
    Submitted other = image(2, "b", 1_500);

    assertThat(verify(List.of(image, other), classified(other, 4), classified(image, 4)).isClean())
        .isTrue();
  }

  @Test
  void aDefinitionReplacedByALaterOneMayBeADeadLetterOnce() {
    Found.Letter superseded = definition(4, "superseded");

    assertThat(verify(List.of(image), classified(image, 4), superseded).isClean()).isTrue();
    assertOnly(
        verify(List.of(image), classified(image, 4), superseded, superseded), Finding.DOUBLED, 1);
  }

  @Test
  void theLastDefinitionIsReplacedByNothing() {
    assertOnly(
        verify(List.of(image), classified(image, 4), definition(7, "superseded")),
        Finding.STRANGER,
        1);
  }

  @Test
  void aDefinitionRefusedForAnythingElseIsAStranger() {
    assertOnly(
        verify(List.of(image), classified(image, 4), definition(4, "malformed")),
        Finding.STRANGER,
        1);
  }

  private static Found.Letter definition(long version, String reason) {
    return new Found.Letter(
        "letters-0@9", new Coordinates("label-sets", 0, version, 0), "labels", reason, "why");
  }

  @Test
  void whatWasSubmittedCannotShareCoordinates() {
    assertThatThrownBy(() -> verify(List.of(image, image)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("images-0@0#0");
  }

  private Verdict verify(List<Submitted> submitted, Found... found) {
    return new Verifier(history, judge).verify(submitted, Arrays.asList(found));
  }

  private static void assertOnly(Verdict verdict, Finding finding, int count) {
    List<Finding> others = new ArrayList<>(List.of(Finding.values()));
    others.remove(finding);
    assertThat(verdict.count(finding)).as(verdict.toString()).isEqualTo(count);
    assertThat(others)
        .as(verdict.toString())
        .allSatisfy(other -> assertThat(verdict.count(other)).isZero());
    assertThat(verdict.examples()).hasSize(count);
  }

  private static Coordinates at(long offset) {
    return new Coordinates("images", 0, offset, 0);
  }

  private static Submitted image(long offset, String key, long time) {
    return new Submitted(at(offset), key, time, new Answer("cat.png", "e7a9"));
  }

  private static Found.Letter letter(Submitted to, String stage) {
    return new Found.Letter("letters-0@0", to.source(), stage, "not-found", "no such object");
  }

  private static Found.Label label(String name, double similarity, double score) {
    return new Found.Label(name, similarity, score);
  }

  private static Found.Classified classified(Submitted to, long version) {
    return answer(to, version, 1, 1_600);
  }

  private static Found.Classified answer(
      Submitted to, long version, int generation, long scoredAt) {
    return answer(
        to,
        version,
        scoredAt,
        label(LabelHistory.label(generation, "cat"), 0.25, 0.75),
        label(LabelHistory.label(generation, "dog"), 0.20, 0.25));
  }

  private static Found.Classified classified(Submitted to, long version, Found.Label... labels) {
    return answer(to, version, 1_600, labels);
  }

  private static Found.Classified answer(
      Submitted to, long version, long scoredAt, Found.Label... labels) {
    return new Found.Classified(
        "answers-0@" + to.source().offset(),
        to.source(),
        "e7a9",
        scoredAt,
        List.of(new Found.Result("things", version, "OK", List.of(labels))));
  }
}
