package io.clipstreams.topology;

import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.registry.InMemorySchemaRegistryClient;
import io.clipstreams.schemas.registry.SchemaRegistryClient;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.backpressure.Backlog;
import io.clipstreams.topology.batch.DeviceFailedException;
import io.clipstreams.topology.batch.MicroBatcher;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.crash.NativeGuard;
import io.clipstreams.topology.inflight.BucketShares;
import io.clipstreams.topology.inflight.ImageLine;
import io.clipstreams.topology.inflight.LoneCommits;
import io.clipstreams.topology.inflight.Slots;
import io.clipstreams.topology.labels.FakeLabelTopics;
import io.clipstreams.topology.metrics.PipelineCounters;
import io.clipstreams.topology.scoring.BatchScorer;
import io.clipstreams.topology.scoring.LabelSetChooser;
import io.clipstreams.topology.source.AvroImageReferences;
import io.clipstreams.topology.source.SourceTopics;
import io.clipstreams.topology.testing.FakeFetcher;
import io.clipstreams.topology.testing.FakeLabelSets;
import io.clipstreams.topology.testing.FakeModel;
import io.clipstreams.topology.testing.ManualExecutor;
import io.clipstreams.topology.work.ImagePipeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The line of images under Kafka's test driver: everything is real but the object store, the model,
 * the label sets, the threads and the clock, which the test steers.
 */
final class ImageLineDriver implements AutoCloseable {

  final FakeFetcher fetcher = new FakeFetcher();
  final FakeModel model = new FakeModel();
  final FakeLabelSets labelSets = new FakeLabelSets();
  final FakeLabelTopics labelTopics = new FakeLabelTopics("labels.cats", "labels.pets");
  final ManualExecutor device = new ManualExecutor();
  Executor decodePool = Runnable::run;
  final List<DeviceFailedException> deviceFailures = new ArrayList<>();
  final PipelineCounters counters = new PipelineCounters();
  final AtomicLong runningMillis = new AtomicLong();
  final Slots slots;
  final Backlog backlog;
  final TestOutputTopic<byte[], Classification> classifications;
  final TestOutputTopic<byte[], byte[]> deadLetters;

  private final TopologyTestDriver driver;
  private final Serde<Classification> classificationSerde;
  private final TestInputTopic<byte[], byte[]> images;
  private final Serde<ImageReference> references;
  private boolean closed;

  ImageLineDriver() {
    this(Map.of(), new InMemorySchemaRegistryClient());
  }

  ImageLineDriver(Map<String, String> overrides, SchemaRegistryClient registry) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", "nowhere:9092");
    settings.put("schema.registry.url", "http://nowhere:8081");
    settings.put("labels.default.set", "animals");
    settings.putAll(overrides);
    ClipStreamsConfig config = new ClipStreamsConfig(settings);
    AvroSerdes serdes = new AvroSerdes(config.serdeSettings(), registry);
    slots = new Slots(config.inFlight().maxImages());
    backlog = new Backlog(config.inFlight().parkedMax());
    classificationSerde = serdes.valueSerde(Classification.class);
    Topology topology = new Topology();
    ImageTopology.addTo(
        topology,
        config.topics(),
        line(config, serdes),
        config.inFlight().deletionsKept(),
        serdes.valueSerde(Classification.class).serializer(),
        serdes.valueSerde(ImageEmbedding.class).serializer());
    references = serdes.valueSerde(ImageReference.class);
    Properties properties = new Properties();
    properties.putAll(config.streamsSettings());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, System.getProperty("java.io.tmpdir"));
    driver = new TopologyTestDriver(topology, properties);
    images =
        driver.createInputTopic(
            "clip.images", new ByteArraySerializer(), new ByteArraySerializer());
    classifications =
        driver.createOutputTopic(
            "clip.classifications",
            new ByteArrayDeserializer(),
            serdes.valueSerde(Classification.class).deserializer());
    deadLetters =
        driver.createOutputTopic(
            "clip.dead-letters", new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private ImageLine line(ClipStreamsConfig config, AvroSerdes serdes) {
    LabelSetChooser chooser = new LabelSetChooser(labelSets, config.wanted().defaultSet());
    MicroBatcher batcher =
        new MicroBatcher(
            model,
            new BatchScorer(chooser),
            config.batch(),
            List.of(device),
            NativeGuard.NONE,
            counters,
            runningMillis::get,
            deviceFailures::add);
    return new ImageLine(
        new SourceTopics(
            Map.of(
                "clip.images",
                new AvroImageReferences(
                    serdes.registry(), serdes.valueSerde(ImageReference.class).deserializer()))),
        chooser,
        new ImagePipeline(
            fetcher,
            model.preprocessor(),
            decode -> decodePool.execute(decode),
            batcher,
            labelTopics,
            NativeGuard.NONE,
            counters),
        slots,
        new LoneCommits(config.kafka().commitInterval(), slots, runningMillis::get),
        new BucketShares(config.inFlight().maxImages()),
        backlog,
        NativeGuard.NONE,
        config.retry(),
        config.wanted(),
        new ImageLine.ModelName(model.fingerprint(), model.precision().toString()),
        counters,
        runningMillis::get);
  }

  /** What was copied to the topic of a label. */
  List<TestRecord<byte[], Classification>> copies(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), classificationSerde.deserializer())
        .readRecordsToList();
  }

  /** An event arrives. */
  void event(String key, ImageReference reference) {
    event(key, encode(reference), new RecordHeaders());
  }

  void event(String key, String uri) {
    event(key, reference(uri));
  }

  void event(String key, byte[] value, Headers headers) {
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    images.pipeInput(new TestRecord<>(keyBytes, value, headers, 1_000L));
  }

  byte[] encode(ImageReference reference) {
    return references.serializer().serialize("clip.images", reference);
  }

  static ImageReference reference(String uri, String... labelSets) {
    return ImageReference.newBuilder().setUri(uri).setLabelSets(List.of(labelSets)).build();
  }

  /** The bucket {@code photos} has answered, so that its images may take all slots. */
  void photosHasAnswered() {
    event("photos-answers", "s3://photos/answers");
    fetcher.answer("s3://photos/answers");
    work();
    classified();
  }

  /** The device works off what it has, and the stream thread has a turn. */
  void work() {
    device.runAll();
    turn();
  }

  /** The stream thread has a turn. */
  void turn() {
    driver.advanceWallClockTime(Duration.ofMillis(10));
  }

  /** Time passes; the stream thread has a turn at its end. */
  void pass(Duration time) {
    runningMillis.addAndGet(time.toMillis());
    turn();
  }

  /** What is in the in-flight store. */
  int stored() {
    int count = 0;
    try (var all = driver.getKeyValueStore("in-flight").all()) {
      while (all.hasNext()) {
        all.next();
        count++;
      }
    }
    return count;
  }

  /** The images that were classified since the last call, in their order. */
  List<String> classified() {
    return classifications.readValuesToList().stream().map(Classification::getImageId).toList();
  }

  /** A header of a dead letter. */
  static String header(TestRecord<?, ?> deadLetter, String name) {
    return new String(deadLetter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      driver.close();
    }
  }
}
