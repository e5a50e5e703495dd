package io.clipstreams.benchmarks.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.clipstreams.benchmarks.line.AppSnapshot.QueueSums;
import io.clipstreams.topology.metrics.PipelineCounters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is computed from what was measured. */
class ResultsTest {

  private static final long SECOND = 1_000_000_000L;

  private static AppSnapshot snapshot(
      long seconds, long cpuSeconds, Map<String, Long> threadSeconds, long images) {
    Map<String, Long> threads = new HashMap<>();
    threadSeconds.forEach((name, spent) -> threads.put(name, spent * SECOND));
    PipelineCounters.Snapshot counts =
        new PipelineCounters.Snapshot(
            seconds * SECOND,
            images,
            0,
            0,
            images * 2_000_000,
            images * 1_000_000,
            images * 4_000_000,
            images / 10,
            images,
            images * 3_000_000,
            seconds * SECOND / 2,
            0,
            0,
            images,
            0,
            0,
            0,
            Map.of(),
            Map.of());
    return new AppSnapshot(
        seconds * SECOND,
        cpuSeconds * SECOND,
        threads,
        cpuSeconds * SECOND / 4,
        0,
        counts,
        new QueueSums(seconds, 5 * seconds, 100 * seconds, 0, 32 * seconds));
  }

  private static RunReport report(double imagesPerSecond) {
    return RunReport.of(
        new Throughput(100, 100 / imagesPerSecond, new Throughput.BatchSizes(1, 2, 3)),
        snapshot(0, 0, Map.of(), 0),
        snapshot(10, 8, Map.of(), 1_000),
        Map.of("application", 8.0),
        1);
  }

  @Test
  void aStretchIsTheDifferenceOfTwoMoments() {
    RunReport report =
        RunReport.of(
            new Throughput(1, 1, new Throughput.BatchSizes(1, 1, 1)),
            snapshot(10, 1, Map.of(), 1_000),
            snapshot(30, 2, Map.of(), 3_000),
            Map.of(),
            1);

    assertThat(report.wallSeconds()).isEqualTo(20);
    assertThat(report.deviceBusy()).isEqualTo(0.5);
    assertThat(report.meanBatch()).isEqualTo(10);
    assertThat(report.stageMillis())
        .containsEntry("fetch", 2.0)
        .containsEntry("wait for decode", 1.0)
        .containsEntry("decode", 4.0)
        .containsEntry("wait for device", 3.0)
        .containsEntry("batch", 50.0);
    assertThat(report.queueLengths())
        .containsEntry("stored, not under way", 5.0)
        .containsEntry("under way", 100.0)
        .containsEntry("waiting for device", 32.0);
  }

  @Test
  void theOverheadLeavesOutDecodeModelAndCompilersAndNothingElse() {
    AppSnapshot before = snapshot(0, 0, Map.of("stream threads", 0L), 0);
    AppSnapshot after =
        snapshot(
            100,
            40,
            Map.of(
                "clip-cpu",
                8L,
                "C2 CompilerThre",
                5L,
                "GC Thread",
                3L,
                "stream threads",
                9L,
                "clip-decode",
                11L),
            1_000_000);

    OverheadSection.Result result =
        OverheadSection.Result.of("S3", before, after, Map.of(), report(1));

    assertThat(result.decodeAndResize()).isEqualTo(10, within(1e-9));
    assertThat(result.model()).isEqualTo(8, within(1e-9));
    assertThat(result.compilation()).isEqualTo(5, within(1e-9));
    assertThat(result.overhead()).isEqualTo(40 - 10 - 8 - 5, within(1e-9));
    assertThat(result.byThread().keySet())
        .containsExactly("stream threads", "GC Thread", "clip-decode");
    assertThat(result.byThread()).containsEntry("clip-decode", 1.0);
  }

  @Test
  void theLineIsHeldAgainstTheMeanOfTheModelBeforeAndAfter() {
    ModelSection.Result result =
        ModelSection.Result.of(
            "B16", new ModelRate("float32", 100, 10), new ModelRate("float32", 140, 10), report(9));
    assertThat(result.endToEndOverModel()).isEqualTo(9 / 12.0, within(1e-9));
  }

  @Test
  void theLatencyOfALoneImageIsNetOfTheMedians() {
    List<Long> nanos = LongStream.rangeClosed(1, 100).map(ms -> ms * 1_000_000).boxed().toList();
    LoneSection.Result result =
        LoneSection.Result.of("exactly_once_v2", "B32", nanos, new StageMedians(3, 4, 10));
    assertThat(result.p50()).isEqualTo(50);
    assertThat(result.netP50()).isEqualTo(33);
    assertThat(result.netP99()).isEqualTo(82);
  }

  @Test
  void theJsonHasTheFieldsThatAreAskedFor() throws Exception {
    LoneSection.Result lone =
        LoneSection.Result.of(
            "exactly_once_v2", "B32", List.of(90_000_000L), new StageMedians(10, 10, 10));
    LoneSection.Result soon =
        LoneSection.Result.of(
            "at_least_once", "B32", List.of(50_000_000L), new StageMedians(10, 10, 10));
    AppSnapshot before = snapshot(0, 0, Map.of(), 0);
    AppSnapshot after = snapshot(100, 40, Map.of(), 1_000_000);
    OverheadSection.Result overhead =
        OverheadSection.Result.of("S3", before, after, Map.of(), report(1));
    ModelRate ten = new ModelRate("float32", 100, 10);
    LineBenchmarkResult result =
        LineBenchmarkResult.of(
            List.of(ModelSection.Result.of("B16", ten, ten, report(9))),
            List.of(overhead, overhead),
            List.of(
                PlainSection.Result.of("B32", report(2).throughput(), report(6)),
                PlainSection.Result.of("tiny", report(2).throughput(), report(20))),
            List.of(lone, soon),
            List.of());

    JsonNode json = Wire.read(Wire.write(result), JsonNode.class);

    assertThat(json.get("deviceBusy").asDouble()).isEqualTo(0.5);
    assertThat(json.get("endToEndOverModel").asDouble()).isEqualTo(0.9, within(1e-9));
    assertThat(json.get("overheadMicrosPerImage").asDouble()).isEqualTo(30, within(1e-9));
    assertThat(json.get("overPlainLoop").asDouble()).isEqualTo(3, within(1e-9));
    assertThat(json.get("overPlainLoopTiny").asDouble()).isEqualTo(10, within(1e-9));
    assertThat(json.get("loneImageP50Millis").asDouble()).isEqualTo(60);
    assertThat(json.get("loneImageP99Millis").asDouble()).isEqualTo(60);
    assertThat(json.get("loneImageAtLeastOnceP50Millis").asDouble()).isEqualTo(20);
    assertThat(json.at("/model/0/line/cpuSeconds/application").asDouble()).isEqualTo(8);
    assertThat(result.table())
        .anyMatch(line -> line.startsWith("device busy") && line.contains("goal ≥ 0.97"));
  }

  @Test
  void whatWasNotMeasuredIsNull() throws Exception {
    LineBenchmarkResult nothing =
        LineBenchmarkResult.of(List.of(), List.of(), List.of(), List.of(), List.of());
    JsonNode json = Wire.read(Wire.write(nothing), JsonNode.class);
    assertThat(json.get("deviceBusy").isNull()).isTrue();
    assertThat(json.get("loneImageP99Millis").isNull()).isTrue();
  }
}
