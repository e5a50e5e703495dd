package io.clipstreams.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clipstreams.cli.local.ZeroShot.ScoredLabel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZeroShotTest {

  private static final float[] CAT = {1, 0};
  private static final float[] DOG = {0, 1};

  @Test
  void theBestLabelComesFirst() {
    List<ScoredLabel> scored =
        new ZeroShot(List.of("cat", "dog"), new float[][][] {{CAT}, {DOG}}, 10)
            .score(new float[] {0.6f, 0.8f});

    assertThat(scored).extracting(ScoredLabel::label).containsExactly("dog", "cat");
    assertThat(scored).extracting(ScoredLabel::similarity).containsExactly(0.8f, 0.6f);
  }

  @Test
  void scoresAreTheSoftmaxOfTheScaledSimilarities() {
    ScoredLabel best =
        new ZeroShot(List.of("cat", "dog"), new float[][][] {{CAT}, {DOG}}, 10)
            .score(new float[] {0.6f, 0.8f})
            .get(0);

    assertThat((double) best.score()).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-6));
  }

  @Test
  void severalPromptsAreAveragedAndNormalisedAgain() {
    ScoredLabel only =
        new ZeroShot(List.of("pet"), new float[][][] {{CAT, DOG}}, 10)
            .score(new float[] {1, 0})
            .get(0);

    assertThat((double) only.similarity()).isCloseTo(Math.sqrt(0.5), within(1e-6));
  }
}
