package io.clipstreams.benchmarks.labels;

import io.clipstreams.benchmarks.line.UnitVectors;
import io.clipstreams.model.ClipModel;
import io.clipstreams.quickstart.LocalKafka;
import io.clipstreams.quickstart.LocalRegistry;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.ExampleEncoder;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.LabelTowers;
import io.clipstreams.topology.labels.catalog.LabelCatalog;
import io.clipstreams.topology.labels.client.LabelSetClient;
import io.clipstreams.topology.labels.client.Outcome;
import io.clipstreams.topology.labels.wiring.LabelTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * A set of 100,000 labels through a broker with its default limits: how long it takes to become
 * current, and how long a start takes that finds it. The vectors are ready-made.
 */
final class LoadBenchmark {

  private static final int LABELS = 100_000;
  private static final String NAME = "large";
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final LabelSettings SETTINGS =
      LabelSettings.of("bench.label-sets", "bench.label-vectors", "bench.dead-letters");

  private static final ExampleEncoder NO_EXAMPLES =
      (version, uris) -> {
        throw new UnsupportedOperationException("The measured labels have texts, not " + uris);
      };

  private final ClipModel model;
  private final Path folder;
  private final LocalKafka kafka;
  private final AvroSerdes serdes;

  private LoadBenchmark(ClipModel model, Path folder, LocalKafka kafka, AvroSerdes serdes) {
    this.model = model;
    this.folder = folder;
    this.kafka = kafka;
    this.serdes = serdes;
  }

  /**
   * In seconds.
   *
   * @param publish from the first message of the definition to the version being current
   * @param edit the same for another label in the place of one
   * @param start of a process without state, until it has the set on the device
   * @param heapMegabytes what the heap holds more than before that start
   */
  public record Result(
      int labels, double publish, double edit, double start, double heapMegabytes) {}

  static Result run(ClipModel model, Path folder) throws InterruptedException {
    try (LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"));
        LocalRegistry registry = LocalRegistry.start(folder.resolve("registry"))) {
      AvroSerdes serdes = new AvroSerdes(Map.of("schema.registry.url", registry.url()));
      return new LoadBenchmark(model, folder, kafka, serdes).run();
    }
  }

  private Result run() throws InterruptedException {
    createTopics();
    double publish;
    double edit;
    LabelCatalog first = catalog();
    KafkaStreams streams = start("first", first);
    try {
      publish = publish(0);
      edit = publish(1);
    } finally {
      streams.close(LIMIT);
    }
    retire(first);
    double before = heapMegabytes();
    long begin = System.nanoTime();
    LabelCatalog second = catalog();
    KafkaStreams again = start("second", second);
    try {
      CurrentLabelSet set = await(second);
      set.score(UnitVectors.matrix(1, model.dimension()));
      double seconds = (System.nanoTime() - begin) / 1e9;
      Result result = new Result(LABELS, publish, edit, seconds, heapMegabytes() - before);
      retire(second);
      return result;
    } finally {
      again.close(LIMIT);
    }
  }

  private void createTopics() throws InterruptedException {
    try (Admin admin = Admin.create(clientSettings())) {
      admin
          .createTopics(
              List.of(
                  topic(SETTINGS.definitionsTopic(), "compact"),
                  topic(SETTINGS.vectorsTopic(), "compact"),
                  topic(SETTINGS.deadLettersTopic(), "delete")))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics cannot be created", e.getCause());
    }
  }

  private static NewTopic topic(String name, String cleanup) {
    return new NewTopic(name, 1, (short) 1).configs(Map.of("cleanup.policy", cleanup));
  }

  private LabelCatalog catalog() {
    return new LabelCatalog(
        model.fingerprint(), model.logitScale(), model.dimension(), model::head);
  }

  private KafkaStreams start(String state, LabelCatalog catalog) {
    Topology topology = new Topology();
    new LabelTopology(SETTINGS, serdes)
        .addTo(topology, List.of(new LabelTowers(new ReadyVectors(model), NO_EXAMPLES)), catalog);
    Properties properties = new Properties();
    properties.putAll(clientSettings());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench-labels-" + state);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state-" + state).toString());
    properties.put(StreamsConfig.POLL_MS_CONFIG, 10);
    KafkaStreams streams = new KafkaStreams(topology, properties);
    streams.start();
    return streams;
  }

  /** A definition whose labels have the numbers from this one on. */
  private double publish(int first) {
    LabelSet definition =
        LabelSet.newBuilder()
            .setLabels(
                IntStream.range(first, first + LABELS)
                    .mapToObj(i -> Label.newBuilder().setName("label number " + i).build())
                    .toList())
            .build();
    LabelSetClient client = new LabelSetClient(clientSettings(), SETTINGS, serdes);
    long begin = System.nanoTime();
    Outcome outcome = client.set(NAME, definition, OptionalLong.empty(), LIMIT);
    if (!(outcome instanceof Outcome.Accepted)) {
      throw new IllegalStateException("the label set is not accepted: " + outcome);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private static CurrentLabelSet await(LabelCatalog catalog) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<CurrentLabelSet> current = catalog.current(NAME);
      if (current.isPresent()) {
        return current.get();
      }
      Thread.sleep(5);
    }
    throw new IllegalStateException("the label set was not found within " + LIMIT);
  }

  private static void retire(LabelCatalog catalog) {
    catalog.current(NAME).ifPresent(CurrentLabelSet::retire);
  }

  private static double heapMegabytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
  }

  private Map<String, Object> clientSettings() {
    return new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }
}
