package io.clipstreams.topology.labels.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.NoneOfThese;
import io.clipstreams.schemas.ResultStatus;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.schemas.Scoring;
import io.clipstreams.schemas.ScoringMode;
import io.clipstreams.topology.labels.LabelRoute;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoredLabelSetTest {

  private static final float LOGIT_SCALE = 10;
  private static final float[] EAST = {1, 0};
  private static final float[] NORTH_EAST = {0.8f, 0.6f};

  private final Candidate east = prompt("east", null);
  private final Candidate north = prompt("north", null);

  @Test
  void softmaxGivesTheReferencesProbabilities() {
    LabelSetResult result = score(softmax(5), null, NORTH_EAST, east, north);

    double x = Math.exp(LOGIT_SCALE * 0.8);
    double y = Math.exp(LOGIT_SCALE * 0.6);
    assertThat(result.getLabels())
        .extracting(ScoredLabel::getName)
        .containsExactly("east", "north");
    assertThat(result.getLabels().get(0).getScore())
        .isCloseTo((float) (x / (x + y)), within(1e-6f));
    assertThat(result.getLabels().get(0).getSimilarity()).isEqualTo(0.8f);
  }

  @Test
  void aHigherTemperatureEvensTheScores() {
    Scoring warm = new Scoring(ScoringMode.SOFTMAX, 5, null, 4f);

    float cool = score(softmax(5), null, NORTH_EAST, east, north).getLabels().get(0).getScore();
    float even = score(warm, null, NORTH_EAST, east, north).getLabels().get(0).getScore();

    assertThat(even).isLessThan(cool).isGreaterThan(0.5f);
  }

  @Test
  void onlyTheBestTopKAreGiven() {
    LabelSetResult result = score(softmax(1), null, NORTH_EAST, north, east);

    assertThat(result.getLabels()).extracting(ScoredLabel::getName).containsExactly("north");
  }

  @Test
  void aLabelsOwnThresholdOverridesTheSets() {
    Scoring independent = new Scoring(ScoringMode.INDEPENDENT, 5, 0.9f, 1f);

    LabelSetResult result = score(independent, null, NORTH_EAST, prompt("east", 0.7f), north);

    assertThat(result.getStatus()).isEqualTo(ResultStatus.OK);
    assertThat(result.getLabels()).extracting(ScoredLabel::getName).containsExactly("east");
  }

  @Test
  void aPromptsIndependentScoreIsItsSimilarity() {
    Scoring independent = new Scoring(ScoringMode.INDEPENDENT, 5, null, 1f);

    LabelSetResult result = score(independent, null, NORTH_EAST, east, north);

    assertThat(result.getLabels()).extracting(ScoredLabel::getScore).containsExactly(0.8f, 0.6f);
  }

  @Test
  void aProbesIndependentScoreIsTheSigmoidOfItsLogit() {
    Scoring independent = new Scoring(ScoringMode.INDEPENDENT, 5, null, 1f);
    Candidate probe = new Candidate("probe", null, null, 2, -1, true, null, false);

    LabelSetResult result = score(independent, null, EAST, probe, north);

    assertThat(result.getLabels().get(0).getName()).isEqualTo("probe");
    assertThat(result.getLabels().get(0).getSimilarity()).isEqualTo(1f);
    assertThat(result.getLabels().get(0).getScore())
        .isCloseTo((float) (1 / (1 + Math.exp(-1))), within(1e-6f));
  }

  @Test
  void noneOfTheseIsAnsweredBelowItsThreshold() {
    NoneOfThese none = new NoneOfThese("none of these", 0.99f, List.of());

    LabelSetResult result = score(softmax(5), none, NORTH_EAST, east, north);

    assertThat(result.getStatus()).isEqualTo(ResultStatus.NONE_OF_THESE);
    assertThat(result.getLabels())
        .extracting(ScoredLabel::getName)
        .containsExactly("none of these");
  }

  @Test
  void noneOfTheseIsAnsweredWhenABackgroundPromptWins() {
    NoneOfThese none = new NoneOfThese("none of these", null, List.of("something else"));
    Candidate background =
        new Candidate("something else", null, null, LOGIT_SCALE, 0, false, null, true);

    assertThat(score(softmax(5), none, EAST, background, north).getStatus())
        .isEqualTo(ResultStatus.NONE_OF_THESE);
    assertThat(score(softmax(5), none, new float[] {0, 1}, background, north).getLabels())
        .extracting(ScoredLabel::getName)
        .containsExactly("north");
  }

  @Test
  void noneOfTheseByThresholdComparesTheBestLabelWhateverItsOwnThreshold() {
    NoneOfThese none = new NoneOfThese("none of these", 0.5f, List.of());

    LabelSetResult result = score(softmax(5), none, NORTH_EAST, prompt("east", 1f), north);

    assertThat(result.getStatus()).isEqualTo(ResultStatus.OK);
    assertThat(result.getLabels()).extracting(ScoredLabel::getName).containsExactly("north");
  }

  @Test
  void severalLabelsOrNoneReachTheirThresholdsIndependently() {
    Scoring independent = new Scoring(ScoringMode.INDEPENDENT, 5, 0.55f, 1f);

    assertThat(score(independent, null, NORTH_EAST, east, north).getLabels()).hasSize(2);
    LabelSetResult none = score(independent, null, new float[] {0.5f, 0.5f}, east, north);
    assertThat(none.getLabels()).isEmpty();
    assertThat(none.getStatus()).isEqualTo(ResultStatus.OK);
  }

  @Test
  void withSoftmaxTheBestLabelDecides() {
    ScoredLabelSet set = set(softmax(5), null, toTopic("east", null), toTopic("north", null));

    assertThat(set.routes(only(set, NORTH_EAST)))
        .containsExactly(new LabelRoute("compass", "east", "labels.east"));
  }

  @Test
  void independentlyEveryLabelThatIsGivenDecides() {
    Scoring independent = new Scoring(ScoringMode.INDEPENDENT, 5, 0.55f, 1f);
    ScoredLabelSet set = set(independent, null, toTopic("east", null), toTopic("north", 0.7f));

    assertThat(set.routes(only(set, NORTH_EAST)))
        .extracting(LabelRoute::label)
        .containsExactly("east");
    assertThat(set.routes(only(set, new float[] {0.7f, 0.7f})))
        .extracting(LabelRoute::label)
        .containsExactly("east", "north");
  }

  @Test
  void noneOfTheseDecidesForNoLabel() {
    NoneOfThese none = new NoneOfThese("none of these", 0.99f, List.of());
    ScoredLabelSet set = set(softmax(5), none, toTopic("east", null), toTopic("north", null));

    assertThat(set.routes(only(set, NORTH_EAST))).isEmpty();
  }

  @Test
  void aVectorOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> new HeapLabelMatrix(2, List.of(new float[] {1, 0, 0})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 values");
  }

  private static Scoring softmax(int topK) {
    return new Scoring(ScoringMode.SOFTMAX, topK, null, 1f);
  }

  private static Candidate prompt(String name, Float threshold) {
    return new Candidate(name, null, null, LOGIT_SCALE, 0, false, threshold, false);
  }

  private static Candidate toTopic(String name, Float threshold) {
    return new Candidate(name, null, "labels." + name, LOGIT_SCALE, 0, false, threshold, false);
  }

  private static LabelSetResult only(ScoredLabelSet set, float[] image) {
    return set.score(new float[][] {image}).get(0);
  }

  /** Scores one image by two candidates that stand for the directions (1, 0) and (0, 1). */
  private static LabelSetResult score(
      Scoring scoring, NoneOfThese none, float[] image, Candidate first, Candidate second) {
    return only(set(scoring, none, first, second), image);
  }

  private static ScoredLabelSet set(
      Scoring scoring, NoneOfThese none, Candidate first, Candidate second) {
    HeapLabelMatrix axes = new HeapLabelMatrix(2, List.of(new float[] {1, 0}, new float[] {0, 1}));
    return new ScoredLabelSet("compass", 7, scoring, none, List.of(first, second), axes);
  }
}
