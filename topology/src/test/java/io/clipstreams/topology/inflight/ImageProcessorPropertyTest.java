package io.clipstreams.topology.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.SourceCoordinates;
import io.clipstreams.schemas.StoredReference;
import io.clipstreams.topology.backpressure.Backlog;
import io.clipstreams.topology.batch.MicroBatcher;
import io.clipstreams.topology.config.BatchSettings;
import io.clipstreams.topology.config.RetrySettings;
import io.clipstreams.topology.config.WantedSettings;
import io.clipstreams.topology.crash.NativeGuard;
import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import io.clipstreams.topology.fetch.FetchException;
import io.clipstreams.topology.labels.LabelTopics;
import io.clipstreams.topology.metrics.PipelineMetrics;
import io.clipstreams.topology.scoring.BatchScorer;
import io.clipstreams.topology.scoring.LabelSetChooser;
import io.clipstreams.topology.source.MessageFormat.Decoded;
import io.clipstreams.topology.source.MessageFormat.Indexed;
import io.clipstreams.topology.source.ReferenceKey;
import io.clipstreams.topology.source.SourceTopics;
import io.clipstreams.topology.testing.FakeFetcher;
import io.clipstreams.topology.testing.FakeLabelSets;
import io.clipstreams.topology.testing.FakeModel;
import io.clipstreams.topology.testing.ManualExecutor;
import io.clipstreams.topology.testing.MockContexts;
import io.clipstreams.topology.work.ImagePipeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A task from messages to answers, with its store, under whatever happens: the model of it is a set
 * of references that have not left, and one line for each key.
 */
class ImageProcessorPropertyTest {

  private static final int SLOTS = 4;
  private static final int LANES = 3;
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private enum Action {
    MESSAGE,
    MESSAGE_OF_THREE,
    MESSAGE_WITH_A_STRANGE_SCHEMA,
    MESSAGE_FOR_A_LATER_SET,
    MESSAGE_READ_AGAIN,
    OBJECT_COMES,
    NO_PICTURE_COMES,
    STORE_IS_AWAY,
    OBJECT_IS_MISSING,
    POOL_DECODES,
    DEVICE_WORKS,
    SCHEMA_COMES,
    REGISTRY_IS_AWAY,
    LABEL_SET_COMES,
    LABEL_SET_IS_CHANGED,
    TIME_PASSES,
    TURN,
    BEGIN_ANEW
  }

  record Step(Action action, int which) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(Arbitraries.of(Action.class), Arbitraries.integers().between(0, 99))
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }

  @Property(tries = 100)
  void everyReferenceLeavesOnceAndInOrderAndEverythingIsGivenBack(
      @ForAll("steps") List<Step> steps) {
    Run run = new Run();
    for (Step step : steps) {
      run.take(step);
      run.check();
    }
    run.drain();
  }

  /** What a reference is in outputs. */
  private record Left(long offset, int index) {}

  private static final class Run {
    private final FakeFetcher fetcher = new FakeFetcher();
    private final FakeModel model = new FakeModel();
    private final FakeLabelSets labelSets = new FakeLabelSets();
    private final ManualExecutor decodePool = new ManualExecutor();
    private final ManualExecutor device = new ManualExecutor();
    private final Slots slots = new Slots(SLOTS);
    private final Backlog backlog = new Backlog(1_000);
    private final AtomicLong now = new AtomicLong();
    private final MockProcessorContext<byte[], Object> context = MockContexts.create();
    private final KeyValueStore<ReferenceKey, StoredReference> store =
        ReferenceStore.builder(Duration.ofHours(2)).withLoggingDisabled().build();
    private final Processor<byte[], byte[], byte[], Object> processor =
        new ImageProcessorSupplier(
                line(),
                new ImageProcessorSupplier.Outputs(
                    "classifications", "label-topics", "dead-letters"),
                Duration.ofHours(2))
            .get();

    private boolean schemaIsKnown;
    private CompletableFuture<Void> schema = new CompletableFuture<>();
    private long offset;
    private int versions;
    private final List<Runnable> sent = new ArrayList<>();

    /** Of each reference that was submitted, its key; null for none. */
    private final Map<Left, Integer> laneOf = new HashMap<>();

    private final Map<Integer, Left> lastOfLane = new HashMap<>();
    private final Set<Left> left = new HashSet<>();

    Run() {
      labelSets.define("default", versions++);
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
              new BatchSettings(2, Duration.ZERO, Duration.ofMinutes(1)),
              List.of(device),
              NativeGuard.NONE,
              PipelineMetrics.NONE,
              now::get,
              error -> {
                throw error;
              });
      return new ImageLine(
          new SourceTopics(Map.of("images", this::decode)),
          chooser,
          new ImagePipeline(
              fetcher,
              model.preprocessor(),
              decodePool,
              batcher,
              LabelTopics.NONE,
              NativeGuard.NONE,
              PipelineMetrics.NONE),
          slots,
          new LoneCommits(Duration.ofMillis(100), slots, now::get),
          new BucketShares(SLOTS),
          backlog,
          NativeGuard.NONE,
          new RetrySettings(
              Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(1), DEADLINE),
          new WantedSettings(Optional.of("default"), Duration.ofSeconds(10)),
          new ImageLine.ModelName("fake", "float32"),
          PipelineMetrics.NONE,
          now::get);
    }

    /**
     * URIs divided by spaces; a ? in front needs a schema, a bucket is named like its label set.
     */
    private Decoded decode(String topic, byte[] value, Headers headers) {
      String text = new String(value, StandardCharsets.UTF_8);
      if (text.startsWith("?") && !schemaIsKnown) {
        return new Decoded.NeedsSchema(() -> schema);
      }
      String[] uris = text.replace("?", "").split(" ");
      return new Decoded.References(
          IntStream.range(0, uris.length)
              .mapToObj(i -> new Indexed(i, reference(uris[i])))
              .toList());
    }

    private static ImageReference reference(String uri) {
      return ImageReference.newBuilder()
          .setUri(uri)
          .setLabelSets(uri.startsWith("s3://later/") ? List.of("later") : List.of())
          .build();
    }

    void take(Step step) {
      int which = step.which();
      switch (step.action()) {
        case MESSAGE -> message(which, "", "default", 1);
        case MESSAGE_OF_THREE -> message(which, "", "default", 3);
        case MESSAGE_WITH_A_STRANGE_SCHEMA -> message(which, "?", "default", 2);
        case MESSAGE_FOR_A_LATER_SET -> message(which, "", "later", 1);
        case MESSAGE_READ_AGAIN -> readAgain();
        case OBJECT_COMES -> wanted(which).ifPresent(fetcher::answer);
        case NO_PICTURE_COMES ->
            wanted(which).ifPresent(uri -> fetcher.answer(uri, FakeModel.NOT_AN_IMAGE));
        case STORE_IS_AWAY -> fail(which, FetchException.transientFailure("away", "away", null));
        case OBJECT_IS_MISSING -> fail(which, FetchException.permanent("missing", "missing", null));
        case POOL_DECODES -> decodePool.runAll();
        case DEVICE_WORKS -> device.runAll();
        case SCHEMA_COMES -> schemaComes();
        case REGISTRY_IS_AWAY -> registryFails();
        case LABEL_SET_COMES -> labelSets.define("later", versions++);
        case LABEL_SET_IS_CHANGED -> labelSets.define("default", versions++);
        case TIME_PASSES -> now.addAndGet(which * 50L);
        case TURN -> turn();
        case BEGIN_ANEW -> beginAnew();
        default -> throw new AssertionError(step);
      }
    }

    private void message(int which, String prefix, String bucket, int count) {
      Integer lane = which % (LANES + 1) == LANES ? null : which % (LANES + 1);
      long at = offset++;
      List<String> uris = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        uris.add("s3://%s/%d-%d".formatted(bucket, at, i));
        laneOf.put(new Left(at, i), lane);
      }
      byte[] key = lane == null ? null : new byte[] {lane.byteValue()};
      byte[] value = (prefix + String.join(" ", uris)).getBytes(StandardCharsets.UTF_8);
      sent.add(
          () -> {
            context.setRecordMetadata("images", 0, at);
            processor.process(new Record<>(key, value, 1, new RecordHeaders()));
          });
      sent.get(sent.size() - 1).run();
    }

    /** As happens after a crash that no offset was committed before; nothing of it has left. */
    private void readAgain() {
      int last = sent.size() - 1;
      if (last >= 0 && left.stream().noneMatch(one -> one.offset() == last) && !isDecoded(last)) {
        sent.get(last).run();
      }
    }

    /** A message that was stored as it is and then replaced is not the same any more. */
    private boolean isDecoded(long at) {
      return keysInStore().stream().noneMatch(key -> key.offset() == at);
    }

    private Optional<String> wanted(int which) {
      List<String> wanted = fetcher.wanted();
      return wanted.isEmpty() ? Optional.empty() : Optional.of(wanted.get(which % wanted.size()));
    }

    private void fail(int which, FetchException error) {
      wanted(which).ifPresent(uri -> fetcher.fail(uri, error));
    }

    private void schemaComes() {
      schemaIsKnown = true;
      schema.complete(null);
    }

    private void registryFails() {
      CompletableFuture<Void> failing = schema;
      if (!schemaIsKnown) {
        schema = new CompletableFuture<>();
        failing.completeExceptionally(new IllegalStateException("away"));
      }
    }

    private void turn() {
      context.scheduledPunctuators().stream()
          .filter(punctuator -> !punctuator.cancelled())
          .forEach(punctuator -> punctuator.getPunctuator().punctuate(0));
    }

    private void beginAnew() {
      processor.close();
      fetcher.forgetUnwanted();
      processor.init(context);
    }

    private List<ReferenceKey> keysInStore() {
      List<ReferenceKey> keys = new ArrayList<>();
      try (KeyValueIterator<ReferenceKey, StoredReference> all = store.all()) {
        all.forEachRemaining(entry -> keys.add(entry.key));
      }
      return keys;
    }

    void check() {
      context.forwarded().forEach(this::leaves);
      context.resetForwards();
      assertThat(slots.taken()).isBetween(0, SLOTS);
      assertThat(fetcher.wanted()).hasSizeLessThanOrEqualTo(slots.taken());
      assertThat(fetcher.wanted()).as("one of a key").doesNotHaveDuplicates();
      List<Integer> lanes =
          fetcher.wanted().stream().map(this::laneOfUri).filter(lane -> lane != null).toList();
      assertThat(lanes).as("one of a key").doesNotHaveDuplicates();
      List<ReferenceKey> stored = keysInStore();
      assertThat(stored).noneMatch(key -> left.contains(new Left(key.offset(), key.index())));
      assertThat(backlog.parked()).isBetween(stored.size() - SLOTS, stored.size());
    }

    private Integer laneOfUri(String uri) {
      String[] at = uri.substring(uri.lastIndexOf('/') + 1).split("-");
      return laneOf.get(new Left(Long.parseLong(at[0]), Integer.parseInt(at[1])));
    }

    private void leaves(CapturedForward<? extends byte[], ?> forward) {
      List<Left> leaving =
          forward.record().value() instanceof Classification classification
              ? List.of(of(classification.getSource()))
              : ofDeadLetter(forward.record().headers());
      for (Left one : leaving) {
        assertThat(laneOf).containsKey(one);
        assertThat(left.add(one)).as("%s leaves once", one).isTrue();
        Integer lane = laneOf.get(one);
        Left before = lane == null ? null : lastOfLane.put(lane, one);
        if (before != null) {
          assertThat(one).as("after %s", before).matches(it -> isLater(it, before));
        }
      }
    }

    private static Left of(SourceCoordinates source) {
      return new Left(source.getOffset(), source.getIndex());
    }

    /** A dead letter without an index is of all that the message named. */
    private List<Left> ofDeadLetter(Headers headers) {
      long at = Long.parseLong(text(headers, DeadLetterHeaders.OFFSET));
      return headers.lastHeader(DeadLetterHeaders.INDEX) == null
          ? laneOf.keySet().stream()
              .filter(one -> one.offset() == at)
              .sorted((one, other) -> Integer.compare(one.index(), other.index()))
              .toList()
          : List.of(new Left(at, Integer.parseInt(text(headers, DeadLetterHeaders.INDEX))));
    }

    private static String text(Headers headers, String name) {
      return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static boolean isLater(Left one, Left other) {
      return one.offset() > other.offset()
          || (one.offset() == other.offset() && one.index() > other.index());
    }

    /** When everything comes that was waited for, everything leaves. */
    void drain() {
      schemaComes();
      labelSets.define("later", versions++);
      for (int i = 0; i < 1_000 && !keysInStore().isEmpty(); i++) {
        turn();
        fetcher.wanted().forEach(fetcher::answer);
        decodePool.runAll();
        device.runAll();
        now.addAndGet(500);
        check();
      }
      decodePool.runAll();
      device.runAll();
      assertThat(keysInStore()).isEmpty();
      assertThat(left).isEqualTo(laneOf.keySet());
      assertThat(slots.taken()).isZero();
      assertThat(backlog.parked()).isZero();
      assertThat(fetcher.bytesHeld()).isZero();
    }
  }
}
