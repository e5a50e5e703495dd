package io.clipstreams.benchmarks.labels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.benchmarks.labels.SizeBenchmark.Size;
import io.clipstreams.benchmarks.line.LabelRescores;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsBenchmarkResultTest {

  private static final SizeBenchmark.Result SIZES =
      new SizeBenchmark.Result(
          32,
          360,
          List.of(new Size(10, 1, 0, 0, 0.02, 2), new Size(100_000, 46, 1_406, 0.125, 205, 300)));

  @Test
  void theCostIsThatOfTheLargestSize() {
    assertThat(LabelsBenchmarkResult.of(SIZES, null, null, null).cost100kOverModel())
        .isEqualTo(0.125);
  }

  @Test
  void whatARescoreCostsIsTheShareOfImagesThatIsLeft() {
    LabelsBenchmarkResult result =
        LabelsBenchmarkResult.of(
            null, null, null, new LabelRescores("b32", 1_000, 5_000, 400, 5, 48, 50));
    assertThat(result.throughputKeptDuringRescore()).isEqualTo(0.96);
    assertThat(result.rescoredPerSecond()).isEqualTo(5_000);
    assertThat(result.table())
        .anySatisfy(line -> assertThat(line).contains("kept during a rescore").contains("0.960"));
  }

  @Test
  void whatWasNotMeasuredIsNullAndSaidSo() {
    LabelsBenchmarkResult result = LabelsBenchmarkResult.of(SIZES, null, null, null);

    JsonNode json = new ObjectMapper().valueToTree(result);
    for (String field :
        List.of(
            "updateP50Millis",
            "updateP95Millis",
            "updateP99Millis",
            "updateUnderLoadP95Millis",
            "batchMillis",
            "throughputKeptDuringUpdates",
            "throughputKeptDuringRescore",
            "rescoredPerSecond")) {
      assertThat(json.has(field)).as(field).isTrue();
      assertThat(json.get(field).isNull()).as(field).isTrue();
    }
    assertThat(result.table())
        .anySatisfy(line -> assertThat(line).contains("100,000 labels over 10").contains("0.125"))
        .anySatisfy(line -> assertThat(line).contains("update, idle").contains("not measured"));
  }
}
