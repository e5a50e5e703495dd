package io.clipstreams.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.NoneOfThese;
import io.clipstreams.schemas.ResultStatus;
import io.clipstreams.schemas.ScoredLabel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  /** Three cats, of which one is taken for a dog and one for nothing, and a dog taken for a fox. */
  private final Evaluation evaluation =
      new Evaluation(
          Ontology.of("o", set("cat", "dog", "fox", "emu"), List.of("cat", "dog")),
          List.of(
              new Prediction("1", "cat", "cat", 0.9f, 0.9f, 1),
              new Prediction("2", "cat", "dog", 0.6f, 0.3f, 2),
              new Prediction("3", "cat", null, 0, null, 0),
              new Prediction("4", "dog", "fox", 0.8f, 0.05f, 6)));

  @Test
  void accuracyAndTopFiveCountPlaces() {
    assertThat(evaluation.accuracy()).isEqualTo(new Proportion(1, 4));
    assertThat(evaluation.top5()).isEqualTo(new Proportion(2, 4));
  }

  @Test
  void eachClassHasPrecisionRecallAndF1() {
    assertThat(evaluation.perClass())
        .containsExactly(
            new ClassResult("cat", 3, 1, 1),
            new ClassResult("dog", 1, 1, 0),
            new ClassResult("fox", 0, 1, 0));
    ClassResult cat = evaluation.perClass().get(0);
    assertThat(cat.precision()).isEqualTo(1);
    assertThat(cat.recall()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(cat.f1()).isCloseTo(0.5, within(1e-12));
    assertThat(evaluation.perClass().get(2).recall()).isNull();
    assertThat(new ClassResult("emu", 2, 0, 0).precision()).isNull();
    assertThat(evaluation.macroF1()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void theConfusionHasAPlaceForImagesWithoutAnAnswer() {
    assertThat(evaluation.confusion().all())
        .extracting(Confusion.Cell::truth, Confusion.Cell::predicted, Confusion.Cell::images)
        .containsExactly(
            tuple("cat", "(no answer)", 1),
            tuple("cat", "cat", 1),
            tuple("cat", "dog", 1),
            tuple("dog", "fox", 1));
    assertThat(evaluation.confusion().mostConfused(3)).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void theWorstMistakesAreThoseWithTheHighestScores() {
    assertThat(evaluation.mistakes(2)).extracting(Prediction::image).containsExactly("4", "2");
  }

  @Test
  void labelsWithoutImagesAreKnown() {
    assertThat(evaluation.ontology().labelsWithoutImages()).containsExactly("emu", "fox");
  }

  @Test
  void aClassWithoutALabelIsAnError() {
    assertThatThrownBy(() -> Ontology.of("pets.txt", set("cat", "hound"), List.of("cat", "dog")))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("pets.txt has no label for 1 of 2 classes: dog")
        .hasMessageContaining("cat, hound");
  }

  @Test
  void theAnswerForNoneOfTheseCanBeAClass() {
    LabelSet set =
        LabelSet.newBuilder(set("cat"))
            .setNoneOfThese(NoneOfThese.newBuilder().setLabel("other").setThreshold(0.5f).build())
            .build();

    assertThat(Ontology.of("o", set, List.of("cat", "other")).labelsWithoutImages()).isEmpty();
    assertThat(
            Prediction.of(
                "1",
                "other",
                new LabelSetResult(
                    "o",
                    0L,
                    ResultStatus.NONE_OF_THESE,
                    List.of(new ScoredLabel("other", null, 0.2f, 0.4f)))))
        .isEqualTo(new Prediction("1", "other", "other", 0.4f, 0.4f, 1));
  }

  @Test
  void theIntervalIsWilsons() {
    // By Wilson's formula with z = 1.959964: centre and half width for 8 of 10.
    double z = 1.959963984540054;
    double centre = (0.8 + z * z / 20) / (1 + z * z / 10);
    double half = z * Math.sqrt(0.8 * 0.2 / 10 + z * z / 400) / (1 + z * z / 10);

    Proportion.Bounds bounds = new Proportion(8, 10).interval();

    assertThat(bounds.low()).isCloseTo(centre - half, within(1e-9));
    assertThat(bounds.high()).isCloseTo(centre + half, within(1e-9));
  }

  private static LabelSet set(String... labels) {
    return LabelSet.newBuilder()
        .setLabels(
            Stream.of(labels).map(label -> Label.newBuilder().setName(label).build()).toList())
        .build();
  }
}
