package io.clipstreams.benchmarks.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.model.PrecisionChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything runs, at a size at which the figures mean nothing. */
class LineBenchmarkIT {

  @TempDir Path folder;

  @Test
  void allSectionsRunAndGiveTheirFigures() throws Exception {
    Path checkpoint = new Checkpoints(folder).tiny();
    List<String> steps = new ArrayList<>();
    LineOptions options =
        new LineOptions(
            40,
            Optional.of(checkpoint),
            PrecisionChoice.FLOAT32,
            EnumSet.complementOf(EnumSet.of(Section.TUNING)));

    LineBenchmarkResult result = new LineBenchmark(options, steps::add).run();

    assertThat(result.deviceBusy()).isBetween(0.0, 1.0);
    assertThat(result.endToEndOverModel()).isPositive();
    assertThat(result.overheadMicrosPerImage()).isPositive();
    assertThat(result.overheadWithoutS3MicrosPerImage()).isPositive();
    assertThat(result.overPlainLoop()).isPositive();
    assertThat(result.overPlainLoopTiny()).isPositive();
    assertThat(result.loneImageP50Millis()).isPositive();
    assertThat(result.loneImageP99Millis()).isGreaterThanOrEqualTo(result.loneImageP50Millis());
    assertThat(result.model().get(0).line().cpuSeconds().keySet())
        .containsExactly("application", "broker", "registry", "s3", "this command");
    assertThat(result.overhead().get(0).byThread()).containsKey("stream threads");
    assertThat(result.table()).anyMatch(line -> line.contains("processor seconds"));
    assertThat(steps).hasSizeGreaterThan(8);
  }
}
