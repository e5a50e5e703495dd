package io.clipstreams.topology.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.StoredReference;
import io.clipstreams.topology.backpressure.Backlog;
import io.clipstreams.topology.batch.MicroBatcher;
import io.clipstreams.topology.config.BatchSettings;
import io.clipstreams.topology.config.RetrySettings;
import io.clipstreams.topology.config.WantedSettings;
import io.clipstreams.topology.crash.NativeGuard;
import io.clipstreams.topology.labels.LabelTopics;
import io.clipstreams.topology.metrics.PipelineMetrics;
import io.clipstreams.topology.scoring.BatchScorer;
import io.clipstreams.topology.scoring.LabelSetChooser;
import io.clipstreams.topology.source.MessageFormat;
import io.clipstreams.topology.source.MessageFormat.Decoded;
import io.clipstreams.topology.source.MessageFormat.Indexed;
import io.clipstreams.topology.source.ReferenceKey;
import io.clipstreams.topology.source.SourceTopics;
import io.clipstreams.topology.testing.FakeFetcher;
import io.clipstreams.topology.testing.FakeLabelSets;
import io.clipstreams.topology.testing.FakeModel;
import io.clipstreams.topology.testing.MockContexts;
import io.clipstreams.topology.work.ImagePipeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** The processor alone: what the test driver cannot do, such as closing and beginning anew. */
class ImageProcessorTest {

  /** A message is a list of URIs, divided by spaces. */
  private static final MessageFormat URIS =
      (topic, value, headers) -> {
        String[] uris = new String(value, StandardCharsets.UTF_8).split(" ");
        return new Decoded.References(
            IntStream.range(0, uris.length)
                .filter(i -> !uris[i].isEmpty())
                .mapToObj(i -> new Indexed(i, ImageReference.newBuilder().setUri(uris[i]).build()))
                .toList());
      };

  private final FakeFetcher fetcher = new FakeFetcher();
  private final FakeModel model = new FakeModel();
  private final FakeLabelSets labelSets = new FakeLabelSets();
  private final Semaphore slots = new Semaphore(10);
  private final Backlog backlog = new Backlog(100);
  private final MockProcessorContext<byte[], Object> context = MockContexts.create();
  private final KeyValueStore<ReferenceKey, StoredReference> store =
      ReferenceStore.builder(Duration.ofHours(2)).withLoggingDisabled().build();
  private final Processor<byte[], byte[], byte[], Object> processor =
      new ImageProcessorSupplier(
              line(),
              new ImageProcessorSupplier.Outputs("classifications", "label-topics", "dead-letters"),
              Duration.ofHours(2))
          .get();

  ImageProcessorTest() {
    labelSets.define("default", 1);
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    context.setCurrentSystemTimeMs(1);
    processor.init(context);
  }

  private ImageLine line() {
    LabelSetChooser chooser = new LabelSetChooser(labelSets, Optional.of("default"));
    MicroBatcher batcher =
        new MicroBatcher(
            model,
            new BatchScorer(chooser),
            new BatchSettings(4, Duration.ZERO, Duration.ofMinutes(1)),
            List.of(Runnable::run),
            NativeGuard.NONE,
            PipelineMetrics.NONE,
            () -> 0,
            error -> {
              throw error;
            });
    return new ImageLine(
        new SourceTopics(Map.of("images", URIS)),
        chooser,
        new ImagePipeline(
            fetcher,
            model.preprocessor(),
            Runnable::run,
            batcher,
            LabelTopics.NONE,
            NativeGuard.NONE,
            PipelineMetrics.NONE),
        slots,
        new BucketShares(10),
        backlog,
        NativeGuard.NONE,
        new RetrySettings(
            Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofHours(1)),
        new WantedSettings(Optional.of("default"), Duration.ofMinutes(1)),
        new ImageLine.ModelName("fake", "float32"),
        PipelineMetrics.NONE,
        () -> 0);
  }

  private void message(long offset, String uris) {
    context.setRecordMetadata("images", 0, offset);
    processor.process(
        new Record<>(
            new byte[] {1}, uris.getBytes(StandardCharsets.UTF_8), 1, new RecordHeaders()));
  }

  private void turn() {
    context.scheduledPunctuators().stream()
        .filter(punctuator -> !punctuator.cancelled())
        .forEach(punctuator -> punctuator.getPunctuator().punctuate(0));
  }

  private List<String> forwarded() {
    List<String> children =
        new ArrayList<>(
            context.forwarded().stream().map(one -> one.childName().orElseThrow()).toList());
    context.resetForwards();
    return children;
  }

  private void beginAnew() {
    processor.close();
    processor.init(context);
  }

  @Test
  void whatWasStoredIsTakenUpAgain() {
    message(0, "s3://b/a");
    beginAnew();
    assertThat(backlog.parked()).isEqualTo(1);
    turn();
    fetcher.answer("s3://b/a");
    fetcher.answer("s3://b/a");
    turn();
    assertThat(forwarded()).containsExactly("classifications");
    assertThat(store.approximateNumEntries()).isZero();
    assertThat(slots.availablePermits()).isEqualTo(10);
    assertThat(backlog.parked()).isZero();
  }

  @Test
  void whatAnEarlierTimeHasDoneIsDropped() {
    message(0, "s3://b/a");
    fetcher.answer("s3://b/a");
    beginAnew();
    turn();
    assertThat(forwarded()).isEmpty();
    fetcher.answer("s3://b/a");
    turn();
    assertThat(forwarded()).containsExactly("classifications");
    assertThat(slots.availablePermits()).isEqualTo(10);
  }

  @Test
  void aMessageThatIsReadAgainIsNotWorkedOnTwice() {
    message(0, "s3://b/a");
    message(0, "s3://b/a");
    assertThat(fetcher.reading()).containsExactly("s3://b/a");
    assertThat(store.approximateNumEntries()).isEqualTo(1);
  }

  @Test
  void everyReferenceOfAMessageIsAnswered() {
    message(0, "s3://b/a s3://b/b s3://b/c");
    for (String uri : List.of("s3://b/a", "s3://b/b", "s3://b/c")) {
      fetcher.answer(uri);
      turn();
    }
    assertThat(forwarded()).hasSize(3);
    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void aMessageThatNamesNoImageIsDone() {
    message(0, " ");
    turn();
    assertThat(forwarded()).isEmpty();
    assertThat(store.approximateNumEntries()).isZero();
  }
}
