package io.clipstreams.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void onlyImagesOnWhichTheyDifferCount() {
    Comparison comparison = compare("rrrrrrrr--rr", "--rrrrrr-rrr");

    assertThat(comparison.onlyFirst()).isEqualTo(2);
    assertThat(comparison.onlySecond()).isEqualTo(1);
    // Two-sided: 1 or 2 of 3 heads cannot be more even.
    assertThat(comparison.p()).isEqualTo(1);
    assertThat(comparison.verdict()).isEqualTo("no significant difference");
  }

  @Test
  void theExactProbabilityIsThatOfCoins() {
    Comparison comparison = compare("rrrrrrrrrr", "----------");

    assertThat(comparison.p()).isCloseTo(2 * Math.pow(0.5, 10), within(1e-12));
    assertThat(comparison.verdict()).isEqualTo("first is better");
  }

  @Test
  void equalAnswersAreNoEvidence() {
    assertThat(compare("rr-", "rr-").p()).isEqualTo(1);
  }

  @Test
  void holmsMethodCorrectsForTheNumberOfComparisons() {
    List<Comparison> adjusted =
        Comparison.adjusted(
            List.of(raw("a", 0.04), raw("b", 0.01), raw("c", 0.03), raw("d", 0.005)));

    assertThat(adjusted).extracting(Comparison::first).containsExactly("a", "b", "c", "d");
    assertThat(adjusted.get(3).adjusted()).isCloseTo(0.02, within(1e-12));
    assertThat(adjusted.get(1).adjusted()).isCloseTo(0.03, within(1e-12));
    assertThat(adjusted.get(2).adjusted()).isCloseTo(0.06, within(1e-12));
    assertThat(adjusted.get(0).adjusted()).isCloseTo(0.06, within(1e-12));
  }

  private static Comparison raw(String name, double p) {
    return new Comparison(name, "other", 0, 0, p, p);
  }

  private static Comparison compare(String first, String second) {
    return Comparison.ofEach(List.of(evaluation("first", first), evaluation("second", second)))
        .get(0);
  }

  /** An r for each image that it gets right. */
  private static Evaluation evaluation(String name, String answers) {
    LabelSet set =
        LabelSet.newBuilder().setLabels(List.of(Label.newBuilder().setName("cat").build())).build();
    List<Prediction> predictions = new ArrayList<>();
    for (char answer : answers.toCharArray()) {
      predictions.add(
          answer == 'r'
              ? new Prediction("i", "cat", "cat", 1, 1f, 1)
              : new Prediction("i", "cat", null, 0, null, 0));
    }
    return new Evaluation(Ontology.of(name, set, List.of("cat")), predictions);
  }
}
