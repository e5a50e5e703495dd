package io.clipstreams.topology.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.config.BatchSettings;
import io.clipstreams.topology.crash.NativeGuard;
import io.clipstreams.topology.metrics.PipelineMetrics;
import io.clipstreams.topology.scoring.BatchScorer;
import io.clipstreams.topology.scoring.LabelSetChooser;
import io.clipstreams.topology.scoring.Verdict;
import io.clipstreams.topology.source.ReferenceKey;
import io.clipstreams.topology.testing.FakeLabelSets;
import io.clipstreams.topology.testing.FakeModel;
import io.clipstreams.topology.testing.ManualExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MicroBatcherTest {

  private static final int MAX_IMAGES = 4;

  private final FakeModel model = new FakeModel();
  private final FakeLabelSets labelSets = new FakeLabelSets();
  private final ManualExecutor device = new ManualExecutor();
  private final AtomicLong clock = new AtomicLong();
  private final List<DeviceFailedException> failures = new ArrayList<>();
  private final MicroBatcher batcher = batcher(Duration.ZERO, List.of(device));
  private int offset;

  MicroBatcherTest() {
    labelSets.define("letters", 1);
  }

  private MicroBatcher batcher(Duration maxWait, List<? extends Executor> devices) {
    return new MicroBatcher(
        model,
        new BatchScorer(new LabelSetChooser(labelSets, Optional.of("letters"))),
        new BatchSettings(MAX_IMAGES, maxWait, Duration.ofMinutes(1)),
        devices,
        NativeGuard.NONE,
        PipelineMetrics.NONE,
        clock::get,
        failures::add);
  }

  private CompletableFuture<Judged> judge(MicroBatcher by, String picture) {
    return by.judge(
        new ReferenceKey("images", 0, offset++, 0),
        ImageReference.newBuilder().setUri("s3://b/" + picture).build(),
        FakeModel.pixels(picture));
  }

  private CompletableFuture<Judged> judge(String picture) {
    return judge(batcher, picture);
  }

  @Test
  void aLoneImageGoesAtOnce() {
    CompletableFuture<Judged> judged = judge("a");
    device.runAll();
    assertThat(judged.join().batchSize()).isEqualTo(1);
    assertThat(judged.join().verdict()).isInstanceOf(Verdict.Scored.class);
  }

  @Test
  void whatIsReadyGoesTogetherUpToTheLargestBatch() {
    for (String picture : List.of("a", "b", "c", "d", "e", "f")) {
      judge(picture);
    }
    device.runAll();
    assertThat(model.batches()).containsExactly(List.of("a", "b", "c", "d"), List.of("e", "f"));
  }

  @Test
  void aWorkerIsWokenOnceForManyImages() {
    judge("a");
    judge("b");
    assertThat(device.waiting()).isEqualTo(1);
    device.runAll();
    judge("c");
    assertThat(device.waiting()).isEqualTo(1);
  }

  @Test
  void textsGoBeforeImagesInSlicesThatAlternate() {
    List<String> order = new ArrayList<>();
    IntStream.range(0, 6).forEach(i -> judge("i" + i).thenRun(() -> order.add("image")));
    CompletableFuture<float[][]> first =
        batcher.encode(IntStream.range(0, 10).mapToObj(i -> "t" + i).toList());
    device.runAll();

    assertThat(first.join()).hasDimensions(10, 1);
    assertThat(model.textSlices()).extracting(List::size).containsExactly(4, 4, 2);
    assertThat(model.batches()).extracting(List::size).containsExactly(4, 2);
    assertThat(order).hasSize(6);
  }

  @Test
  void anImageThatIsOnlyEmbeddedSharesTheBatch() {
    CompletableFuture<Judged> judged = judge("a");
    CompletableFuture<float[]> embedded =
        batcher.embed(new ReferenceKey("label-sets", 0, 1, 5), FakeModel.pixels("b"));
    device.runAll();

    assertThat(embedded.join()).containsExactly('b');
    assertThat(judged.join().embedding()).containsExactly('a');
    assertThat(model.batches()).containsExactly(List.of("a", "b"));
  }

  @Test
  void imagesAreNotKeptWaitingByMoreThanOneSliceOfTexts() {
    CompletableFuture<Judged> image = judge("a");
    CompletableFuture<float[][]> texts =
        batcher.encode(IntStream.range(0, 100).mapToObj(i -> "t" + i).toList());
    image.thenRun(() -> assertThat(model.textSlices()).hasSize(1));
    device.runAll();
    assertThat(image).isCompleted();
    assertThat(texts).isCompleted();
  }

  @Test
  void noTextsNeedNoDevice() {
    assertThat(batcher.encode(List.of()).join()).isEmpty();
    assertThat(device.waiting()).isZero();
  }

  @Test
  void aTextThatBreaksTheTowerFailsItsJobByName() {
    model.failWhen(batch -> batch.contains("bad"), new IllegalStateException("no"));
    CompletableFuture<float[][]> broken = batcher.encode(List.of("good", "bad"));
    CompletableFuture<float[][]> other = batcher.encode(List.of("fine"));
    device.runAll();
    assertThatThrownBy(broken::join).hasMessageContaining("\"bad\"");
    assertThat(other.join()).hasDimensions(1, 1);
    assertThat(failures).isEmpty();
  }

  @Test
  void anImageThatBreaksTheModelFailsAlone() {
    model.failWhen(batch -> batch.contains("bad"), new IllegalStateException("no"));
    CompletableFuture<Judged> good = judge("good");
    CompletableFuture<Judged> bad = judge("bad");
    device.runAll();
    assertThat(good).isCompleted();
    assertThatThrownBy(bad::join).hasRootCauseMessage("no");
  }

  @Test
  void aDeviceThatFailsIsReportedOnceAndNothingIsAnswered() {
    model.failWhen(batch -> true, new IllegalStateException("device lost"));
    CompletableFuture<Judged> image = judge("a");
    device.runAll();
    CompletableFuture<Judged> later = judge("b");
    device.runAll();

    assertThat(failures).hasSize(1);
    assertThat(image).isNotDone();
    assertThat(later).isNotDone();
  }

  @Test
  void lackOfMemoryLowersTheLargestBatchForGood() {
    model.failWhen(batch -> batch.size() > 2, new IllegalStateException("CUDA out of memory"));
    for (int round = 0; round < 2; round++) {
      List.of("a", "b", "c", "d").forEach(this::judge);
      device.runAll();
    }
    assertThat(model.batches())
        .containsExactly(
            List.of("a", "b"), List.of("c", "d"), List.of("a", "b"), List.of("c", "d"));
    assertThat(failures).isEmpty();
  }

  @Test
  void aBatchUnderWayIsTimed() {
    assertThat(batcher.longestBatchMillis()).isZero();
    judge("a").thenRun(() -> assertThat(batcher.longestBatchMillis()).isEqualTo(5));
    clock.set(100);
    model.failWhen(
        batch -> {
          clock.addAndGet(5);
          return false;
        },
        null);
    device.runAll();
    assertThat(batcher.longestBatchMillis()).isZero();
  }

  @Test
  void withAMaximumWaitAFreeDeviceWaitsForTheBatchToFill() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      MicroBatcher waiting = batcher(Duration.ofSeconds(30), List.of(thread));
      List<CompletableFuture<Judged>> judged = new ArrayList<>();
      for (String picture : List.of("a", "b", "c", "d")) {
        judged.add(judge(waiting, picture));
      }
      for (CompletableFuture<Judged> one : judged) {
        assertThat(one.get(10, TimeUnit.SECONDS).batchSize()).isEqualTo(4);
      }
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void devicesShareTheWork() {
    ManualExecutor second = new ManualExecutor();
    MicroBatcher two = batcher(Duration.ZERO, List.of(device, second));
    judge(two, "a");
    judge(two, "b");
    assertThat(device.waiting()).isEqualTo(1);
    assertThat(second.waiting()).isEqualTo(1);
  }
}
