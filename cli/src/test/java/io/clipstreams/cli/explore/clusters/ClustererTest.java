package io.clipstreams.cli.explore.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clipstreams.cli.explore.clusters.Clusters.Cluster;
import io.clipstreams.model.DotProduct;
import io.clipstreams.model.search.Neighbour;
import io.clipstreams.model.search.SearchProgress;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClustererTest {

  private static Clusterer of(List<float[]> vectors) {
    return new Clusterer(vectors, SearchProgress.none());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void theNumberOfHeapsIsFoundByItself(int heaps) {
    Clusters found = of(Heaps.of(heaps, 20)).clusterByItself();

    assertThat(found.clusters()).hasSize(heaps);
    assertThat(found.silhouette()).isGreaterThan(0.8);
  }

  @Test
  void eachClusterIsOneHeap() {
    for (Cluster cluster : of(Heaps.of(5, 30)).cluster(5).clusters()) {
      Set<Integer> heaps =
          cluster.members().stream().map(one -> one.row() % 5).collect(Collectors.toSet());

      assertThat(heaps).hasSize(1);
      assertThat(cluster.members()).hasSize(30);
    }
  }

  @Test
  void allAreGivenToACentreThoughCentresAreFoundOnASample() {
    Clusters found = of(Heaps.of(3, Clusterer.SAMPLE)).cluster(3);

    assertThat(found.clusters())
        .extracting(one -> one.members().size())
        .containsOnly(Clusterer.SAMPLE);
  }

  @Test
  void centresAreUnitVectorsAndTheNearestComeFirst() {
    List<float[]> vectors = Heaps.of(4, 10);

    for (Cluster cluster : of(vectors).cluster(2).clusters()) {
      float[] centre = cluster.centre();
      assertThat(DotProduct.of(centre, centre)).isCloseTo(1f, within(1e-5f));
      assertThat(cluster.members()).isSortedAccordingTo(Neighbour.NEAREST_FIRST);
      assertThat(cluster.members().get(0).similarity())
          .isCloseTo(
              DotProduct.of(centre, vectors.get(cluster.members().get(0).row())), within(1e-5f));
    }
  }

  @Test
  void oneClusterHasAll() {
    Clusters found = of(Heaps.of(2, 5)).cluster(1);

    assertThat(found.clusters())
        .singleElement()
        .extracting(one -> one.members().size())
        .isEqualTo(10);
    assertThat(found.silhouette()).isNull();
  }

  @Test
  void moreClustersThanDifferentImagesAreRefused() {
    List<float[]> same = Collections.nCopies(9, Heaps.of(1, 1).get(0));

    assertThatThrownBy(() -> of(same).cluster(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 different");
    assertThatThrownBy(() -> of(same).clusterByItself()).hasMessageContaining("the same");
    assertThatThrownBy(() -> of(same.subList(0, 2)).clusterByItself())
        .hasMessageContaining("too few");
  }

  @Test
  void theSilhouetteIsThatOfItsDefinition() {
    List<float[]> vectors =
        List.of(new float[] {1, 0}, new float[] {0.8f, 0.6f}, new float[] {0, 1});

    // Distances 0.2, 1 and 0.4: (1 − 0.2) / 1, (0.4 − 0.2) / 0.4, and one that is alone.
    assertThat(new Silhouette(vectors).of(new int[] {0, 0, 1}, 2))
        .isCloseTo((0.8 + 0.5 + 0) / 3, within(1e-6));
  }
}
