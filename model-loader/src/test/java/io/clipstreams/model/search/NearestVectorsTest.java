package io.clipstreams.model.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestVectorsTest {

  private static final int DIMENSION = 19;

  /** More than one slice, and no multiple of it. */
  private final List<float[]> vectors = RandomVectors.of(10_001, DIMENSION, 50, 0.3f);

  private final float[] query = vectors.get(9_999);

  @Test
  void theNearestAreThoseOfTheHighestProducts() {
    List<Integer> expected =
        IntStream.range(0, vectors.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer row) -> exact(query, row)).reversed())
            .limit(10)
            .toList();

    List<Neighbour> nearest = NearestVectors.of(vectors, query, 10);

    assertThat(nearest).extracting(Neighbour::row).isEqualTo(expected);
    assertThat(nearest)
        .allSatisfy(
            one ->
                assertThat((double) one.similarity())
                    .isCloseTo(exact(query, one.row()), within(1e-6)));
  }

  @Test
  void aVectorFindsItselfFirst() {
    Neighbour first = NearestVectors.of(vectors, query, 1).get(0);

    assertThat(first.row()).isEqualTo(9_999);
    assertThat(first.distance()).isCloseTo(0f, within(1e-6f));
  }

  @Test
  void ofEqualsTheFirstComesFirstWhereverTheyStand() {
    List<float[]> copies = new ArrayList<>(vectors);
    copies.set(17, query);
    copies.set(5_000, query);

    assertThat(NearestVectors.of(copies, query, 3))
        .extracting(Neighbour::row)
        .containsExactly(17, 5_000, 9_999);
  }

  @Test
  void thereAreNoMoreThanThereAre() {
    assertThat(NearestVectors.of(vectors.subList(0, 3), query, 10)).hasSize(3);
    assertThat(NearestVectors.of(List.of(), query, 10)).isEmpty();
  }

  @Test
  void aQueryOfAnotherModelIsRefused() {
    assertThatThrownBy(() -> NearestVectors.of(vectors, new float[DIMENSION + 1], 1))
        .hasMessageContaining("19")
        .hasMessageContaining("20");
  }

  private double exact(float[] a, int row) {
    double sum = 0;
    for (int i = 0; i < DIMENSION; i++) {
      sum += (double) a[i] * vectors.get(row)[i];
    }
    return sum;
  }
}
