package io.clipstreams.model.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.search.Outliers.Outlier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutliersTest {

  private static ClipModel model;
  private static List<float[]> vectors;

  @BeforeAll
  static void load() {
    model = ClipModels.builtIn(ModelOptions.defaults().withDevice("cpu"));
    vectors = RandomVectors.of(1_200, model.dimension(), 40, 0.5f);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 10, 5000, 500",
    "1, 10, 50, 64",
    "3, 25, 50, 100",
    "5, 1200, 100, 5000",
    "40, 7, 90, 16"
  })
  void theFarthestAreThoseOfAllPairsWhateverTheSampleAndTheBlocks(
      int neighbours, int most, int sample, int block) {
    List<Outlier> found =
        new Outliers(model, vectors, neighbours, most, sample, block).find(SearchProgress.none());

    List<Outlier> expected = allPairs(neighbours).subList(0, most);
    assertThat(found).hasSize(most);
    for (int i = 0; i < most; i++) {
      assertThat(found.get(i).distance()).isCloseTo(expected.get(i).distance(), within(1e-5f));
      assertThat(found.get(i).neighbours()).hasSize(neighbours);
    }
  }

  @Test
  void onlySomeAreHeldAgainstAllOthers() {
    List<Long> checked = new ArrayList<>();
    new Outliers(model, vectors, 1, 5, 400, 64)
        .find(
            new SearchProgress() {
              private String phase;

              @Override
              public void phase(String name, long steps) {
                phase = name;
              }

              @Override
              public void step(long steps) {
                if (phase.startsWith("checking")) {
                  checked.add(steps);
                }
              }
            });

    assertThat(checked.stream().mapToLong(Long::longValue).sum()).isLessThan(vectors.size());
  }

  @Test
  void anImageThatIsThereTwiceIsNoOutlier() {
    List<float[]> twins = new ArrayList<>(vectors.subList(0, 100));
    twins.add(twins.get(50));

    List<Outlier> found = new Outliers(model, twins, 1, 101).find(SearchProgress.none());

    assertThat(found.subList(99, 101)).extracting(Outlier::row).containsExactlyInAnyOrder(50, 100);
    assertThat(found.get(100).distance()).isCloseTo(0f, within(1e-5f));
  }

  @Test
  void oneAloneHasNoOthers() {
    assertThatThrownBy(() -> new Outliers(model, vectors.subList(0, 1), 1, 1))
        .hasMessageContaining("two vectors");
  }

  private static List<Outlier> allPairs(int neighbours) {
    return IntStream.range(0, vectors.size())
        .mapToObj(
            row ->
                Outlier.of(
                    row,
                    NearestVectors.of(vectors, vectors.get(row), neighbours + 1).stream()
                        .filter(one -> one.row() != row)
                        .limit(neighbours)
                        .toList()))
        .sorted(Comparator.comparingDouble(Outlier::distance).reversed())
        .toList();
  }
}
