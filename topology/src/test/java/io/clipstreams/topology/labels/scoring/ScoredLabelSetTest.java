package io.clipstreams.topology.labels.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clipstreams.model.HeadRow;
import io.clipstreams.model.HeapHead;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.NoneOfThese;
import io.clipstreams.schemas.ResultStatus;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.schemas.Scoring;
import io.clipstreams.schemas.ScoringMode;
import io.clipstreams.topology.labels.ClosingHead;
import io.clipstreams.topology.labels.LabelRoute;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoredLabelSetTest {

  private static final float LOGIT_SCALE = 10;
  private static final float[] EAST = {1, 0};
  private static final float[] NORTH = {0, 1};
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

    assertThat(result.getLabels()).extracting(ScoredLabel::getName).containsExactly("east");
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
    Candidate probe = new Candidate("probe", null, null, new HeadRow(EAST, 2, -1, true, null));

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
    List<HeadRow> background = List.of(HeadRow.ofPrompts(EAST, LOGIT_SCALE));
    ScoredLabelSet set =
        new ScoredLabelSet(
            "compass", 7, softmax(5), none, List.of(north), background, HeapHead::new);

    LabelSetResult won = only(set, EAST);
    assertThat(won.getStatus()).isEqualTo(ResultStatus.NONE_OF_THESE);
    assertThat(won.getLabels().get(0).getSimilarity()).isEqualTo(1f);
    assertThat(only(set, NORTH).getLabels())
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
  void whatItHoldsIsFreedWhenItRetires() {
    List<String> closed = new ArrayList<>();
    ScoredLabelSet set =
        new ScoredLabelSet(
            "compass",
            7,
            softmax(5),
            null,
            List.of(north),
            List.of(),
            spec -> new ClosingHead(spec, () -> closed.add("head")));

    set.retire();

    assertThat(closed).containsExactly("head");
  }

  private static Scoring softmax(int topK) {
    return new Scoring(ScoringMode.SOFTMAX, topK, null, 1f);
  }

  private static Candidate prompt(String name, Float threshold) {
    return new Candidate(name, null, null, row(name, threshold));
  }

  private static Candidate toTopic(String name, Float threshold) {
    return new Candidate(name, null, "labels." + name, row(name, threshold));
  }

  private static HeadRow row(String name, Float threshold) {
    float[] direction = name.equals("east") ? EAST : NORTH;
    return HeadRow.ofPrompts(direction, LOGIT_SCALE).orThreshold(threshold);
  }

  private static LabelSetResult only(ScoredLabelSet set, float[] image) {
    return set.score(new float[][] {image}).get(0);
  }

  /** Scores one image by two labels. */
  private static LabelSetResult score(
      Scoring scoring, NoneOfThese none, float[] image, Candidate first, Candidate second) {
    return only(set(scoring, none, first, second), image);
  }

  private static ScoredLabelSet set(
      Scoring scoring, NoneOfThese none, Candidate first, Candidate second) {
    return new ScoredLabelSet(
        "compass", 7, scoring, none, List.of(first, second), List.of(), HeapHead::new);
  }
}
