package io.clipstreams.benchmarks.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.benchmarks.line.Answers.Answer;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.SourceCoordinates;
import io.clipstreams.schemas.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThroughputTest {

  private final List<Answer> answers = new ArrayList<>();

  /** A batch that was scored and read so many seconds after the beginning. */
  private void batch(int images, int second) {
    for (int i = 0; i < images; i++) {
      answers.add(
          new Answer(
              classification(images, Instant.ofEpochSecond(second)), second * 1_000_000_000L + i));
    }
  }

  private static Classification classification(int batchSize, Instant scored) {
    return Classification.newBuilder()
        .setImageId("image")
        .setUri("s3://b/k")
        .setSource(new SourceCoordinates("images", 0, 0L, 0))
        .setResults(List.of())
        .setModel("model")
        .setPrecision("float32")
        .setBatchSize(batchSize)
        .setTimes(Times.newBuilder().setEvent(scored).setReceived(scored).setScored(scored).build())
        .build();
  }

  @Test
  void imagesCountFromTheEndOfOneBatchToTheEndOfAnother() {
    batch(4, 10);
    batch(4, 20);
    batch(4, 30);
    batch(4, 40);

    Throughput throughput = Throughput.of(answers, 4, 8).orElseThrow();

    assertThat(throughput.images()).isEqualTo(8);
    assertThat(throughput.seconds()).isEqualTo(20);
    assertThat(throughput.imagesPerSecond()).isEqualTo(0.4);
  }

  @Test
  void aBatchOfWhichSomeImagesAreWantedCountsWhole() {
    batch(4, 10);
    batch(4, 20);
    batch(4, 30);
    batch(4, 40);

    Throughput throughput = Throughput.of(answers, 5, 5).orElseThrow();

    assertThat(throughput.images()).isEqualTo(8);
    assertThat(throughput.seconds()).isEqualTo(20);
  }

  @Test
  void batchesAreSeenAsImagesSeeThem() {
    batch(1, 10);
    batch(1, 11);
    batch(2, 12);
    batch(8, 13);

    Throughput.BatchSizes sizes = Throughput.of(answers, 1, 11).orElseThrow().batchSizes();

    assertThat(sizes).isEqualTo(new Throughput.BatchSizes(1, 8, 8));
  }

  @Test
  void tooFewAnswersHoldNone() {
    batch(4, 10);
    batch(4, 20);

    assertThat(Throughput.of(answers, 4, 8)).isEmpty();
  }

  @Test
  void batchesThatWereReadInOneGoHoldNone() {
    batch(4, 10);
    batch(4, 20);
    List<Answer> together =
        answers.stream().map(answer -> new Answer(answer.classification(), 0)).toList();

    assertThat(Throughput.of(together, 4, 4)).isEmpty();
  }
}
