package io.clipstreams.topology.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplittingEncoderTest {

  private static final String CANARY = "canary";

  private final List<List<String>> ran = new ArrayList<>();
  private final List<Integer> tooLarge = new ArrayList<>();
  private Predicate<List<String>> fails = batch -> false;
  private Throwable failure = new IllegalStateException("broken");

  private final SplittingEncoder<String> encoder =
      new SplittingEncoder<>(this::tower, example -> CANARY, tooLarge::add);

  private float[][] tower(List<String> batch) {
    ran.add(List.copyOf(batch));
    if (fails.test(batch)) {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }
    return batch.stream()
        .map(input -> new float[] {input.equals("nan") ? Float.NaN : input.length()})
        .toArray(float[][]::new);
  }

  private static List<String> inputs(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  @Test
  void aGoodBatchRunsOnce() {
    assertThat(encoder.encode(inputs(8))).hasSize(8).allMatch(Embedding.Vector.class::isInstance);
    assertThat(ran).hasSize(1);
  }

  @Test
  void theInputThatBreaksTheBatchAloneIsBroken() {
    fails = batch -> batch.contains("5");
    List<Embedding> embeddings = encoder.encode(inputs(8));

    assertThat(embeddings).hasSize(8);
    for (int i = 0; i < 8; i++) {
      assertThat(embeddings.get(i))
          .isInstanceOf(i == 5 ? Embedding.Broken.class : Embedding.Vector.class);
    }
    assertThat(tooLarge).isEmpty();
  }

  @Test
  void aBatchThatFailsOnceIsRepeatedInHalves() {
    int[] failuresLeft = {1};
    fails = batch -> !batch.contains(CANARY) && failuresLeft[0]-- > 0;
    assertThat(encoder.encode(inputs(4))).allMatch(Embedding.Vector.class::isInstance);
    assertThat(ran)
        .containsExactly(inputs(4), List.of(CANARY), List.of("0", "1"), List.of("2", "3"));
  }

  @Test
  void whenTheCanaryFailsTooItIsTheDevice() {
    fails = batch -> true;
    assertThatThrownBy(() -> encoder.encode(inputs(4)))
        .isInstanceOf(DeviceFailedException.class)
        .hasMessageContaining("broken");
    assertThat(ran).containsExactly(inputs(4), List.of(CANARY));
  }

  @Test
  void lackOfMemoryLowersTheBatchAndBlamesNobody() {
    fails = batch -> batch.size() > 2;
    failure = new IllegalStateException("CUDA out of memory. Tried to allocate 2 GiB");
    assertThat(encoder.encode(inputs(8))).allMatch(Embedding.Vector.class::isInstance);
    assertThat(tooLarge).containsExactly(8, 4, 4);
    assertThat(ran).noneMatch(batch -> batch.contains(CANARY));
  }

  @Test
  void lackOfHeapIsLackOfMemory() {
    fails = batch -> batch.size() > 1;
    failure = new OutOfMemoryError("Java heap space");
    assertThat(encoder.encode(inputs(2))).allMatch(Embedding.Vector.class::isInstance);
    assertThat(tooLarge).containsExactly(2);
  }

  @Test
  void memoryThatDoesNotSufficeForTheCanaryIsTheDevice() {
    fails = batch -> true;
    failure = new IllegalStateException("CUDA out of memory");
    assertThatThrownBy(() -> encoder.encode(inputs(1))).isInstanceOf(DeviceFailedException.class);
  }

  @Test
  void anEmbeddingThatIsNotFiniteIsBroken() {
    List<Embedding> embeddings = encoder.encode(List.of("good", "nan", "fine"));
    assertThat(embeddings.get(0)).isInstanceOf(Embedding.Vector.class);
    assertThat(embeddings.get(1)).isInstanceOf(Embedding.Broken.class);
    assertThat(embeddings.get(2)).isInstanceOf(Embedding.Vector.class);
  }
}
