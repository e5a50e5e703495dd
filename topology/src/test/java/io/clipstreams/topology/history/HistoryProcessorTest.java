package io.clipstreams.topology.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.Cause;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.SourceCoordinates;
import io.clipstreams.schemas.registry.InMemorySchemaRegistryClient;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.labels.content.Vectors;
import io.clipstreams.topology.metrics.PipelineMetrics;
import io.clipstreams.topology.testing.FakeLabelSets;
import io.clipstreams.topology.testing.ManualExecutor;
import io.clipstreams.topology.testing.MockContexts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.junit.jupiter.api.Test;

/** The sweeps: everything is real but the label sets, the judging thread and the clock. */
class HistoryProcessorTest {

  private static final String TOPIC = "clip.image-embeddings";
  private static final String MODEL = "model-1";

  private final AvroSerdes serdes =
      new AvroSerdes(
          Map.of("schema.registry.url", "http://nowhere:8081"), new InMemorySchemaRegistryClient());
  private final FakeLabelSets labelSets = new FakeLabelSets();
  private final TreeSet<String> names = new TreeSet<>(List.of("animals"));
  private final ManualExecutor judge = new ManualExecutor();
  private final AtomicLong nanos = new AtomicLong();
  private final MockProcessorContext<byte[], Classification> context = MockContexts.create();
  private final TimestampedKeyValueStore<Bytes, byte[]> images =
      Stores.timestampedKeyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(HistoryTopology.STORE),
              Serdes.Bytes(),
              Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  private final KeyValueStore<Bytes, byte[]> progress =
      ProgressStore.builder().withLoggingDisabled().build();
  private PipelineMetrics metrics = PipelineMetrics.NONE;
  private HistoryProcessor processor;

  HistoryProcessorTest() {
    images.init(context.getStateStoreContext(), images);
    progress.init(context.getStateStoreContext(), progress);
    context.addStateStore(images);
    context.addStateStore(progress);
    context.setCurrentSystemTimeMs(1_000);
    begin();
  }

  private void begin() {
    processor =
        new HistoryProcessor(
            new EmbeddingDecoder(TOPIC, serdes),
            Optional.of(
                new Rescoring(
                    labelSets,
                    () -> names,
                    MODEL,
                    judge,
                    new Pace(() -> false, nanos::get),
                    metrics)));
    processor.init(context);
  }

  /** What is under way is lost, as in a crash. */
  private void beginAnew() {
    processor.close();
    begin();
  }

  private void embedded(String key, long version) {
    embedded(key, MODEL, version, "animals");
  }

  private void embedded(String key, String model, long version, String labelSet) {
    ImageEmbedding embedding =
        ImageEmbedding.newBuilder()
            .setImageId(key)
            .setUri("s3://photos/" + key)
            .setSource(new SourceCoordinates("clip.images", 0, 7L, 0))
            .setLabelSets(List.of(labelSet))
            .setVersions(Map.of(labelSet, version))
            .setMetadata(Map.of())
            .setModel(model)
            .setPrecision("float32")
            .setEmbedding(Vectors.toBytes(new float[] {key.charAt(0)}))
            .setEmbeddedAt(Instant.ofEpochMilli(500))
            .build();
    record(key, serdes.valueSerde(ImageEmbedding.class).serializer().serialize(TOPIC, embedding));
  }

  private void record(String key, byte[] value) {
    processor.process(new Record<>(key.getBytes(StandardCharsets.UTF_8), value, 400));
  }

  /** A turn that neither judges nor is held back by the pace. */
  private void turn() {
    nanos.addAndGet(10_000_000_000L);
    context.scheduledPunctuators().stream()
        .filter(punctuator -> !punctuator.cancelled())
        .forEach(punctuator -> punctuator.getPunctuator().punctuate(2_000));
  }

  private void work() {
    for (int i = 0; i < 50; i++) {
      turn();
      judge.runAll();
    }
  }

  /** Key and version of what was forwarded since the last call. */
  private List<String> rescored() {
    List<String> found = new ArrayList<>();
    context
        .forwarded()
        .forEach(
            one ->
                found.add(
                    new String(one.record().key(), StandardCharsets.UTF_8)
                        + " v"
                        + one.record().value().getResults().get(0).getVersion()));
    context.resetForwards();
    return found;
  }

  private void storeManyBy(long version) {
    for (char letter = 'a'; letter <= 'z'; letter++) {
      embedded(String.valueOf(letter), version);
    }
  }

  @Test
  void aNewVersionJudgesWhatIsStoredAndSaysWhereItCameFrom() {
    labelSets.define("animals", 1);
    embedded("a", 1);
    labelSets.define("animals", 2);
    work();

    Classification answer = context.forwarded().get(0).record().value();
    assertThat(rescored()).containsExactly("a v2");
    assertThat(answer.getCause()).isEqualTo(Cause.RESCORE);
    assertThat(answer.getSource()).isEqualTo(new SourceCoordinates("clip.images", 0, 7L, 0));
    assertThat(answer.getUri()).isEqualTo("s3://photos/a");
    assertThat(answer.getTimes().getEvent()).isEqualTo(Instant.ofEpochMilli(400));
    assertThat(answer.getTimes().getReceived()).isEqualTo(Instant.ofEpochMilli(500));
    assertThat(answer.getResults().get(0).getLabels().get(0).getName()).isEqualTo("animals-a");
  }

  @Test
  void eachImageIsJudgedOnceByAVersion() {
    labelSets.define("animals", 2);
    storeManyBy(1);
    work();
    assertThat(rescored()).hasSize(26).doesNotHaveDuplicates();
    work();
    assertThat(rescored()).isEmpty();
  }

  @Test
  void eachAnswerIsCounted() {
    AtomicInteger counted = new AtomicInteger();
    metrics =
        new PipelineMetrics() {
          @Override
          public void rescored() {
            counted.incrementAndGet();
          }
        };
    beginAnew();
    labelSets.define("animals", 2);
    storeManyBy(1);
    work();
    assertThat(counted).hasValue(26);
  }

  @Test
  void whatTheCurrentVersionHasJudgedIsLeftAlone() {
    embedded("a", 2);
    embedded("b", 3);
    labelSets.define("animals", 2);
    work();
    assertThat(rescored()).isEmpty();
  }

  @Test
  void aNewerVersionRestartsTheSweep() {
    storeManyBy(1);
    labelSets.define("animals", 2);
    turn();
    judge.runAll();
    turn();
    assertThat(rescored()).isNotEmpty().hasSizeLessThan(26).allMatch(one -> one.endsWith("v2"));

    labelSets.define("animals", 3);
    work();
    assertThat(rescored()).hasSize(26).doesNotHaveDuplicates().allMatch(one -> one.endsWith("v3"));
  }

  @Test
  void aSweepGoesOnWhereItWas() {
    storeManyBy(1);
    labelSets.define("animals", 2);
    turn();
    judge.runAll();
    turn();
    List<String> before = rescored();
    beginAnew();
    work();
    List<String> all = new ArrayList<>(before);
    all.addAll(rescored());
    assertThat(before).isNotEmpty();
    assertThat(all).hasSize(26).doesNotHaveDuplicates();
  }

  @Test
  void imagesOfOtherModelsAndOtherSetsAreSkipped() {
    embedded("a", "model-0", 1, "animals");
    embedded("b", MODEL, 1, "plants");
    embedded("c", 1);
    labelSets.define("animals", 2);
    work();
    assertThat(rescored()).containsExactly("c v2");
  }

  @Test
  void aRemovedImageIsNotJudgedEvenWhenItsSliceIsUnderWay() {
    embedded("a", 1);
    embedded("b", 1);
    labelSets.define("animals", 2);
    turn();
    record("a", null);
    work();
    assertThat(rescored()).containsExactly("b v2");
    assertThat(images.get(Bytes.wrap(new byte[] {'a'}))).isNull();
  }

  @Test
  void anImageOfTheOlderVersionThatComesAfterTheSweepIsJudgedAsWell() {
    labelSets.define("animals", 2);
    work();
    embedded("a", 1);
    work();
    assertThat(rescored()).containsExactly("a v2");
  }

  @Test
  void soIsOneThatComesBehindTheSliceUnderWay() {
    storeManyBy(1);
    labelSets.define("animals", 2);
    turn();
    embedded("aa", 1);
    work();
    assertThat(rescored()).hasSize(27).doesNotHaveDuplicates().contains("aa v2");
  }

  @Test
  void aLateImageIsNotForgottenInARestart() {
    labelSets.define("animals", 2);
    work();
    embedded("a", 1);
    beginAnew();
    work();
    assertThat(rescored()).containsExactly("a v2");
  }

  @Test
  void anImageThatIsStoredAgainWhileItsSliceIsUnderWayIsJudgedByItsNewContent() {
    embedded("a", 0);
    labelSets.define("animals", 2);
    turn();
    embedded("a", 1);
    work();
    assertThat(rescored()).containsExactly("a v2");
  }

  @Test
  void aSweepIsNotUndoneWhereALaterVersionIsNotKnownYet() {
    embedded("a", 1);
    labelSets.define("animals", 3);
    work();
    assertThat(rescored()).containsExactly("a v3");

    labelSets.define("animals", 2);
    beginAnew();
    embedded("b", 2);
    work();
    assertThat(rescored()).isEmpty();

    labelSets.define("animals", 3);
    work();
    assertThat(rescored()).containsExactly("b v3");
  }

  @Test
  void aVersionThatCannotJudgeEndsNothing() {
    embedded("a", 1);
    labelSets.defineBroken("animals", 2);
    work();
    assertThat(rescored()).isEmpty();
    labelSets.define("animals", 3);
    work();
    assertThat(rescored()).containsExactly("a v3");
  }

  @Test
  void aLateImageIsJudgedByTheSetsThatCan() {
    names.add("plants");
    labelSets.define("animals", 2);
    labelSets.define("plants", 2);
    work();
    labelSets.defineBroken("plants", 2);
    embedded("a", 1);
    embedded("b", MODEL, 1, "plants");
    work();
    assertThat(rescored()).containsExactly("a v2");

    beginAnew();
    labelSets.define("plants", 2);
    work();
    assertThat(rescored()).containsExactly("b v2");
  }

  @Test
  void whatIsNoEmbeddingIsPassedOver() {
    record("a", new byte[] {1, 2, 3});
    embedded("b", 1);
    labelSets.define("animals", 2);
    work();
    assertThat(rescored()).containsExactly("b v2");
  }

  @Test
  void nothingIsWaitedForOnTheStreamThread() {
    embedded("a", 1);
    labelSets.define("animals", 2);
    turn();
    turn();
    turn();
    assertThat(judge.waiting()).isEqualTo(1);
    assertThat(rescored()).isEmpty();
  }
}
