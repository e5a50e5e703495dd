package io.clipstreams.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.benchmarks.search.SearchBenchmarkResult.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchBenchmarkTest {

  @Test
  void eachSizeIsMeasuredAndOutliersUpToALimit() throws IOException {
    List<String> steps = new ArrayList<>();

    SearchBenchmarkResult result =
        new SearchBenchmark(new SearchOptions(List.of(50, 300), 2, 100), steps::add).run();

    assertThat(result.sizes()).extracting(Size::vectors).containsExactly(50, 300);
    assertThat(result.sizes())
        .allSatisfy(
            size -> {
              assertThat(size.exactP50Millis()).isPositive();
              assertThat(size.headP50Millis()).isPositive();
            });
    assertThat(result.sizes().get(0).unique().checked()).isZero();
    assertThat(result.sizes().get(1).unique()).isNull();
    assertThat(result.table()).last().asString().contains("not measured");
    assertThat(steps).hasSize(3);
  }
}
