package io.clipstreams.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clipstreams.model.HeadSpec.Scores;
import io.clipstreams.model.Ranking.Ranked;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The head on the model's device says what {@link HeapHead} says. */
class DeviceHeadTest {

  private static final int IMAGES = 7;
  private static final float EXACT = 2e-6f;

  private static ClipModel model;
  private final Random random = new Random(5);

  @BeforeAll
  static void load() {
    model = ClipModels.builtIn(ModelOptions.defaults().withDevice("cpu"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @ParameterizedTest
  @EnumSource
  void promptsAloneAreRankedAsOnTheHeap(Scores scores) {
    agree(new HeadSpec(dimension(), prompts(500), List.of(), scores, 1f, 5));
  }

  @ParameterizedTest
  @EnumSource
  void thresholdsBackgroundProbesAndTemperatureTogetherAreRankedAsOnTheHeap(Scores scores) {
    List<HeadRow> labels = new ArrayList<>(prompts(300));
    for (int i = 0; i < 100; i++) {
      float least = random.nextFloat() / 100;
      labels.add(new HeadRow(unit(), 30 * random.nextFloat(), random.nextFloat(), true, least));
    }

    agree(new HeadSpec(dimension(), labels, prompts(20), scores, 2.5f, 10));
  }

  @ParameterizedTest
  @EnumSource
  void oneThresholdForAllIsKept(Scores scores) {
    float[] image = unit();
    HeadRow near = new HeadRow(image, 100, 0, false, 0.9f);
    HeadRow far = new HeadRow(unit(), 100, 0, false, 0.9f);
    HeadSpec spec = new HeadSpec(dimension(), List.of(far, near), List.of(), scores, 1f, 2);

    try (ClassifierHead head = model.head(spec)) {
      assertThat(head.rank(new float[][] {image}).get(0).best())
          .extracting(Ranked::row)
          .containsExactly(1);
    }
  }

  @Test
  void moreAreWantedThanThereAre() {
    agree(new HeadSpec(dimension(), prompts(3), prompts(1), Scores.SOFTMAX, 1f, 1_000));
  }

  @Test
  void moreRowsThanOneSliceHolds() {
    agree(new HeadSpec(dimension(), prompts(30_000), List.of(), Scores.SOFTMAX, 1f, 5));
  }

  @Test
  void aHeadThatIsClosedStillAnswers() {
    HeadSpec spec = new HeadSpec(dimension(), prompts(50), List.of(), Scores.SOFTMAX, 1f, 5);
    ClassifierHead head = model.head(spec);
    float[][] images = images();
    List<Ranking> before = head.rank(images);

    head.close();

    assertThat(head.rank(images)).isEqualTo(before);
    head.close();
    assertThat(head.rank(images)).isEqualTo(before);
  }

  @Test
  void afterTheModelAHeadIsOfNoUseAndCanBeClosed() {
    ClipModel other = ClipModels.builtIn(ModelOptions.defaults().withDevice("cpu"));
    HeadSpec spec = new HeadSpec(dimension(), prompts(2), List.of(), Scores.SOFTMAX, 1f, 5);
    ClassifierHead head = other.head(spec);
    head.rank(images());

    other.close();

    assertThatThrownBy(() -> head.rank(images())).isInstanceOf(IllegalStateException.class);
    head.close();
  }

  @Test
  void noImageHasNoRanking() {
    HeadSpec spec = new HeadSpec(dimension(), prompts(2), List.of(), Scores.SOFTMAX, 1f, 5);
    try (ClassifierHead head = model.head(spec)) {
      assertThat(head.rank(new float[0][])).isEmpty();
    }
  }

  @Test
  void aHeadOfAnotherDimensionIsRefused() {
    HeadRow row = HeadRow.ofPrompts(new float[] {1, 0}, 100);
    HeadSpec spec = new HeadSpec(2, List.of(row), List.of(), Scores.SOFTMAX, 1f, 5);

    assertThatThrownBy(() -> model.head(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dimension 2");
    assertThatThrownBy(() -> new HeadSpec(3, List.of(row), List.of(), Scores.SOFTMAX, 1f, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 values");
  }

  private void agree(HeadSpec spec) {
    float[][] images = images();
    List<Ranking> expected = new HeapHead(spec).rank(images);
    try (ClassifierHead head = model.head(spec)) {
      List<Ranking> found = head.rank(images);
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        agree(found.get(i), expected.get(i));
      }
    }
  }

  private static void agree(Ranking found, Ranking expected) {
    assertThat(found.best())
        .extracting(Ranked::row)
        .containsExactlyElementsOf(expected.best().stream().map(Ranked::row).toList());
    for (int i = 0; i < expected.best().size(); i++) {
      agree(found.best().get(i), expected.best().get(i));
    }
    agree(found.leader(), expected.leader());
    assertThat(found.rival() == null).isEqualTo(expected.rival() == null);
    if (expected.rival() != null) {
      agree(found.rival(), expected.rival());
    }
  }

  private static void agree(Ranked found, Ranked expected) {
    assertThat(found.row()).isEqualTo(expected.row());
    assertThat(found.product()).isCloseTo(expected.product(), within(EXACT));
    assertThat(found.score()).isCloseTo(expected.score(), within(EXACT));
  }

  private static int dimension() {
    return model.dimension();
  }

  private float[][] images() {
    return IntStream.range(0, IMAGES).mapToObj(i -> unit()).toArray(float[][]::new);
  }

  private List<HeadRow> prompts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> HeadRow.ofPrompts(unit(), model.logitScale()))
        .toList();
  }

  private float[] unit() {
    float[] vector = new float[dimension()];
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += vector[i] * vector[i];
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }
}
