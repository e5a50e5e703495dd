package io.clipstreams.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.cli.demo.DemoTally.Score;
import io.clipstreams.cli.events.Reference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTallyTest {

  private static final Reference FIRST = new Reference("clip.images", 0, 0, 0);
  private static final Reference SECOND = new Reference("clip.images", 0, 1, 0);

  private final DemoTally tally = new DemoTally();

  @Test
  void itIsCompleteWhenEachReferenceHasOneClassification() {
    tally.emitted(FIRST, "a.png");
    tally.emitted(SECOND, "b.png");
    tally.answered(SECOND, answer("cat", "cat"));
    assertThat(tally.complete()).isFalse();
    assertThat(tally.missing()).containsExactly("a.png");

    tally.answered(FIRST, answer("cat", "cat"));
    assertThat(tally.complete()).isTrue();
  }

  @Test
  void aDeadLetterIsNoClassification() throws InterruptedException {
    tally.emitted(FIRST, "a.png");
    tally.refused(FIRST);

    assertThat(tally.awaitAll(Duration.ofMillis(1))).isTrue();
    assertThat(tally.complete()).isFalse();
  }

  @Test
  void aSecondClassificationOfOneReferenceIsNoSuccess() {
    tally.emitted(FIRST, "a.png");
    tally.answered(FIRST, answer("cat", "cat"));
    tally.answered(FIRST, answer("cat", "cat"));

    assertThat(tally.complete()).isFalse();
    assertThat(tally.doubled()).isEqualTo(1);
  }

  @Test
  void onlyAnswersWithARightLabelAreJudged() {
    tally.answered(FIRST, answer("cat", "cat"));
    tally.answered(SECOND, answer(null, "dog"));
    tally.answered(new Reference("clip.images", 0, 2, 0), answer("cat", "dog"));

    assertThat(tally.score(4)).isEqualTo(new Score(1, 2, 3));
  }

  @Test
  void waitingGivesUpWhenNothingComes() throws InterruptedException {
    tally.emitted(FIRST, "a.png");

    assertThat(tally.awaitAll(Duration.ofMillis(20))).isFalse();
  }

  private static DemoAnswer answer(String expected, String best) {
    return new DemoAnswer(
        "a.png", expected, "demo", 4, List.of(new DemoAnswer.Label(best, 0.9f, 0.3f)));
  }
}
