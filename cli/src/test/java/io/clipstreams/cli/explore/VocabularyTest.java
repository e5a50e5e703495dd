package io.clipstreams.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  @Test
  void everydayWordsAreSomeHundredInOrderAndNoneTwice() {
    List<String> words = Vocabulary.everydayWords();

    assertThat(words).hasSizeBetween(200, 500).isSorted().doesNotHaveDuplicates();
    assertThat(words).allSatisfy(word -> assertThat(word).matches("[a-z]+( [a-z]+)*"));
  }

  @Test
  void theNearestWordsComeFirst() {
    Vocabulary two =
        new Vocabulary(List.of("up", "right"), List.of(new float[] {0, 1}, new float[] {1, 0}));

    assertThat(two.nearest(new float[] {0.8f, 0.6f}, 5))
        .containsExactly(new Vocabulary.Word("right", 0.8f), new Vocabulary.Word("up", 0.6f));
    assertThat(two.fartherThan(0.7f, new float[] {0.8f, 0.6f})).isEqualTo(1);
  }
}
