package io.clipstreams.topology.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.StoredReference;
import io.clipstreams.topology.backpressure.Backlog;
import io.clipstreams.topology.batch.MicroBatcher;
import io.clipstreams.topology.config.BatchSettings;
import io.clipstreams.topology.config.RetrySettings;
import io.clipstreams.topology.config.WantedSettings;
import io.clipstreams.topology.crash.NativeGuard;
import io.clipstreams.topology.labels.LabelTopics;
import io.clipstreams.topology.labels.content.Vectors;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** The processor alone: what the test driver cannot do, such as closing and beginning anew. */
class ImageProcessorTest {

  /** A message is a list of URIs, divided by spaces; a minus before one is a removal. */
  private static final MessageFormat URIS =
      (topic, value, headers) -> {
        String[] uris = new String(value, StandardCharsets.UTF_8).split(" ");
        return new Decoded.References(
            IntStream.range(0, uris.length)
                .filter(i -> !uris[i].isEmpty())
                .mapToObj(i -> indexed(i, uris[i]))
                .toList());
      };

  private static final long COMMIT_INTERVAL_MILLIS = 100;

  private final FakeFetcher fetcher = new FakeFetcher();
  private final FakeModel model = new FakeModel();
  private final FakeLabelSets labelSets = new FakeLabelSets();
  private final Slots slots = new Slots(10);
  private final AtomicLong runningMillis = new AtomicLong();
  private final Backlog backlog = new Backlog(100);
  private final MockProcessorContext<byte[], Object> context = MockContexts.create();
  private final KeyValueStore<ReferenceKey, StoredReference> store =
      ReferenceStore.builder(Duration.ofHours(2)).withLoggingDisabled().build();
  private final Processor<byte[], byte[], byte[], Object> processor =
      new ImageProcessorSupplier(
              line(),
              new ImageProcessorSupplier.Outputs("classifications", "label-topics", "dead-letters")
                  .withEmbeddings(Optional.of("embeddings")),
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
        new LoneCommits(Duration.ofMillis(COMMIT_INTERVAL_MILLIS), slots, runningMillis::get),
        new BucketShares(10),
        backlog,
        NativeGuard.NONE,
        new RetrySettings(
            Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofHours(1)),
        new WantedSettings(Optional.of("default"), Duration.ofMinutes(1)),
        new ImageLine.ModelName("fake", "float32"),
        PipelineMetrics.NONE,
        runningMillis::get);
  }

  private static Indexed indexed(int index, String uri) {
    boolean isRemoval = uri.startsWith("-");
    return new Indexed(
        index,
        ImageReference.newBuilder().setUri(isRemoval ? uri.substring(1) : uri).build(),
        isRemoval);
  }

  private void message(long offset, String uris) {
    message(offset, new byte[] {1}, uris);
  }

  private void message(long offset, byte[] key, String uris) {
    context.setRecordMetadata("images", 0, offset);
    processor.process(
        new Record<>(key, uris.getBytes(StandardCharsets.UTF_8), 1, new RecordHeaders()));
  }

  private void turn() {
    context.scheduledPunctuators().stream()
        .filter(punctuator -> !punctuator.cancelled())
        .forEach(punctuator -> punctuator.getPunctuator().punctuate(0));
  }

  private List<String> forwarded() {
    List<String> children = new ArrayList<>(children());
    children.removeIf("embeddings"::equals);
    context.resetForwards();
    return children;
  }

  private List<String> children() {
    return context.forwarded().stream().map(one -> one.childName().orElseThrow()).toList();
  }

  /** What went to the topic of embeddings: keys, those of tombstones with a minus. */
  private List<String> embeddings() {
    return context.forwarded().stream()
        .filter(one -> one.childName().orElseThrow().equals("embeddings"))
        .map(
            one ->
                (one.record().value() == null ? "-" : "")
                    + new String((byte[]) one.record().key(), StandardCharsets.UTF_8))
        .toList();
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
    assertThat(slots.taken()).isZero();
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
    assertThat(slots.taken()).isZero();
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
  void theEmbeddingGoesBesideTheAnswer() {
    message(0, "s3://b/a");
    fetcher.answer("s3://b/a");
    turn();
    assertThat(children()).containsExactly("classifications", "embeddings");
    ImageEmbedding embedding = (ImageEmbedding) context.forwarded().get(1).record().value();
    assertThat(embedding.getUri()).isEqualTo("s3://b/a");
    assertThat(embedding.getLabelSets()).containsExactly("default");
    assertThat(embedding.getVersions()).containsExactly(Map.entry("default", 1L));
    assertThat(embedding.getModel()).isEqualTo("fake");
    assertThat((char) Vectors.fromBytes(embedding.getEmbedding())[0]).isEqualTo('a');
  }

  @Test
  void aRemovalPutsATombstoneAndIsNoReference() {
    message(0, "k".getBytes(StandardCharsets.UTF_8), "-s3://b/a");
    turn();
    assertThat(embeddings()).containsExactly("-k");
    assertThat(forwarded()).isEmpty();
    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void aRemovalDoesNotOvertakeTheImageOfItsKey() {
    byte[] key = {'k'};
    message(0, key, "s3://b/a");
    message(1, key, "-s3://b/a");
    turn();
    assertThat(embeddings()).isEmpty();
    beginAnew();
    turn();
    assertThat(embeddings()).isEmpty();
    fetcher.answerAll();
    turn();
    turn();
    assertThat(embeddings()).containsExactly("k", "-k");
  }

  @Test
  void norWhereTheMessagesHaveNoKey() {
    message(0, null, "s3://b/a");
    message(1, null, "-s3://b/a");
    turn();
    beginAnew();
    turn();
    assertThat(embeddings()).isEmpty();
    fetcher.answerAll();
    turn();
    turn();
    assertThat(embeddings()).containsExactly("s3://b/a", "-s3://b/a");
  }

  @Test
  void aMessageOfNewAndRemovedObjectsIsTakenApart() {
    message(0, null, "s3://b/a -s3://b/b");
    turn();
    fetcher.answer("s3://b/a");
    turn();
    assertThat(embeddings()).containsExactlyInAnyOrder("s3://b/a", "-s3://b/b");
    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void aMessageThatNamesNoImageIsDone() {
    message(0, " ");
    turn();
    assertThat(forwarded()).isEmpty();
    assertThat(store.approximateNumEntries()).isZero();
  }

  /** An image arrives and is judged, and its answer leaves. */
  private void classify(long offset, String uri) {
    message(offset, uri);
    fetcher.answer(uri);
    turn();
  }

  @Test
  void theAnswerOfALoneImageIsCommittedAtOnce() {
    classify(0, "s3://b/a");
    assertThat(context.committed()).isTrue();
  }

  @Test
  void anAnswerAwaitsTheCommitIntervalWhileAnotherImageIsUnderWay() {
    message(0, new byte[] {1}, "s3://b/a");
    message(1, new byte[] {2}, "s3://c/b");
    fetcher.answer("s3://b/a");
    turn();
    assertThat(forwarded()).containsExactly("classifications");
    assertThat(context.committed()).isFalse();
  }

  @Test
  void loneImagesAreCommittedAtMostEveryHalfInterval() {
    classify(0, "s3://b/a");
    context.resetCommit();
    runningMillis.addAndGet(COMMIT_INTERVAL_MILLIS / 2 - 1);
    classify(1, "s3://b/b");
    assertThat(context.committed()).isFalse();
    runningMillis.incrementAndGet();
    classify(2, "s3://b/c");
    assertThat(context.committed()).isTrue();
  }

  @Test
  void aTurnThatForwardsNothingCommitsNothing() {
    turn();
    assertThat(context.committed()).isFalse();
  }
}
