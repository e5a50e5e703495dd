package io.clipstreams.topology.labels.client;

import static io.clipstreams.topology.labels.LabelSetFixtures.many;
import static io.clipstreams.topology.labels.LabelSetFixtures.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.clipstreams.quickstart.Broker;
import io.clipstreams.quickstart.LocalRegistry;
import io.clipstreams.quickstart.testing.TestKafka;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.labels.FakeTextEncoder;
import io.clipstreams.topology.labels.LabelSets.Lookup;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.LabelTowers;
import io.clipstreams.topology.labels.catalog.LabelCatalog;
import io.clipstreams.topology.labels.wiring.LabelTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Label sets through a real broker and a real registry, under exactly-once. */
class LabelSetsIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir private static Path servers;
  private static Broker kafka;
  private static LocalRegistry registry;
  private static int run;

  @TempDir private Path state;

  private final List<Instance> instances = new ArrayList<>();
  private FakeTextEncoder encoder;
  private LabelSettings settings;
  private AvroSerdes serdes;
  private LabelSetClient client;
  private LabelCatalog catalog;

  /** An application process, but for the process. */
  private record Instance(FakeTextEncoder encoder, LabelCatalog catalog, KafkaStreams streams) {}

  @BeforeAll
  static void startServers() {
    kafka = TestKafka.start(servers.resolve("kafka"));
    registry = LocalRegistry.start(servers.resolve("registry"));
  }

  @AfterAll
  static void stopServers() {
    try {
      registry.close();
    } finally {
      kafka.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    run++;
    settings = LabelSettings.of("sets-" + run, "vectors-" + run, "dead-letters-" + run);
    try (Admin admin = Admin.create(new HashMap<>(clientSettings()))) {
      admin
          .createTopics(
              List.of(
                  topic(settings.definitionsTopic(), "compact"),
                  topic(settings.vectorsTopic(), "compact"),
                  topic(settings.deadLettersTopic(), "delete")))
          .all()
          .get();
    }
    serdes = new AvroSerdes(Map.of("schema.registry.url", registry.url()));
    client = new LabelSetClient(clientSettings(), settings, serdes);
    Instance first = run("first", new FakeTextEncoder("model-a"));
    encoder = first.encoder();
    catalog = first.catalog();
  }

  @AfterEach
  void stop() {
    instances.forEach(instance -> instance.streams().close(TIMEOUT));
  }

  /**
   * Starts an instance.
   *
   * @param own of the model that it judges by
   * @param others of the models that it makes vectors for besides
   */
  private Instance run(String name, FakeTextEncoder own, FakeTextEncoder... others) {
    LabelCatalog judges = new LabelCatalog(own.model(), 100, FakeTextEncoder.DIMENSION);
    List<LabelTowers> towers =
        Stream.concat(Stream.of(own), Stream.of(others)).map(FakeTextEncoder::towers).toList();
    Topology topology = new Topology();
    new LabelTopology(settings, serdes).addTo(topology, towers, judges);
    Properties properties = new Properties();
    properties.putAll(clientSettings());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "labels-" + run);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.resolve(name).toString());
    properties.put(StreamsConfig.POLL_MS_CONFIG, 10);
    properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6_000);
    properties.put(StreamsConfig.consumerPrefix("group.instance.id"), name);
    KafkaStreams streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(
        error -> StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD);
    streams.start();
    Instance instance = new Instance(own, judges, streams);
    instances.add(instance);
    return instance;
  }

  /** Leaves the group, as an instance that is taken away. */
  private void leave(Instance instance) {
    instances.remove(instance);
    instance
        .streams()
        .close(
            CloseOptions.timeout(TIMEOUT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  @Test
  void aSetIsAcceptedAndReadBackAsItWasWritten() {
    Outcome outcome = client.set("pets", named("cat", "dog"), OptionalLong.empty(), TIMEOUT);

    assertThat(outcome).isEqualTo(new Outcome.Accepted(0));
    assertThat(client.get("pets").orElseThrow().definition()).isEqualTo(named("cat", "dog"));
    assertThat(client.list()).extracting(LabelSetSummary::name).containsExactly("pets");
    awaitVersion("pets", 0);
  }

  @Test
  void aRefusalSaysWhy() {
    Outcome outcome = client.set("pets", named("cat", "cat"), OptionalLong.empty(), TIMEOUT);

    assertThat(outcome)
        .isEqualTo(new Outcome.Refused("duplicate-label", "the label \"cat\" occurs twice"));
    assertThat(client.list()).isEmpty();
  }

  @Test
  void ofTwoWhoCreateASetOnlyTheFirstIsAccepted() {
    OptionalLong absent = OptionalLong.of(LabelSetClient.ABSENT);
    Outcome first = client.set("pets", named("cat"), absent, TIMEOUT);
    Outcome second = client.set("pets", named("dog"), absent, TIMEOUT);

    assertThat(first).isInstanceOf(Outcome.Accepted.class);
    assertThat(second).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aDeletedSetIsGone() {
    client.set("pets", named("cat"), OptionalLong.empty(), TIMEOUT);

    assertThat(client.delete("pets", TIMEOUT)).isInstanceOf(Outcome.Accepted.class);
    assertThat(client.get("pets")).isEmpty();
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(catalog.lookup("pets")).isInstanceOf(Lookup.Deleted.class));
  }

  @Test
  void aSetTooLargeForOneMessageGoesInPartsAndAnEditOfItEncodesOneLabel() {
    LabelSet large = many(50_000);
    Outcome outcome = client.set("large", large, OptionalLong.empty(), TIMEOUT);
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    assertThat(encoder.takeEncoded()).hasSize(50_000);
    assertThat(client.get("large").orElseThrow().definition()).isEqualTo(large);

    client.set("large", many(50_001), OptionalLong.empty(), TIMEOUT);

    assertThat(encoder.takeEncoded()).containsExactly("a photo of a label-50000");
  }

  @Test
  void aRestartWithoutStateKnowsTheVersionAndEncodesNothing() {
    client.set("pets", named("cat", "dog"), OptionalLong.empty(), TIMEOUT);
    leave(instances.get(0));

    Instance second = run("second", new FakeTextEncoder("model-a"));
    awaitVersion(second, "pets", 0);
    Outcome edit = client.set("pets", named("cat", "dog", "owl"), OptionalLong.of(0), TIMEOUT);

    assertThat(edit).isInstanceOf(Outcome.Accepted.class);
    assertThat(second.encoder().takeEncoded()).containsExactly("a photo of a owl");
  }

  @Test
  void aRollbackIsANewVersionThatSaysSoAndEncodesNothing() {
    client.set("pets", named("cat", "dog"), OptionalLong.empty(), TIMEOUT);
    client.set("pets", named("cat"), OptionalLong.empty(), TIMEOUT);
    encoder.takeEncoded();

    assertThat(client.rollback("pets", 0, TIMEOUT)).isEqualTo(new Outcome.Accepted(2));

    assertThat(encoder.takeEncoded()).isEmpty();
    assertThat(client.get("pets").orElseThrow().definition().getLabels()).hasSize(2);
    assertThat(client.versions("pets"))
        .extracting(LabelSetVersion::version, LabelSetVersion::rollbackOf)
        .containsExactly(
            tuple(0L, OptionalLong.empty()),
            tuple(1L, OptionalLong.empty()),
            tuple(2L, OptionalLong.of(0)));
    awaitVersion("pets", 2);
  }

  @Test
  void aDeletedSetComesBackByARollback() {
    client.set("pets", named("cat"), OptionalLong.empty(), TIMEOUT);
    client.delete("pets", TIMEOUT);

    assertThatThrownBy(() -> client.rollback("pets", 1, TIMEOUT))
        .isInstanceOf(NoSuchVersionException.class)
        .hasMessageContaining("no version 1 to go back to; kept are 0, 1 (a deletion)");
    assertThat(client.rollback("pets", 0, TIMEOUT)).isEqualTo(new Outcome.Accepted(2));
    awaitVersion("pets", 2);
  }

  @Test
  void aStreamThreadThatDiesAmidAnUpdateLosesNothingAndLeavesNothingHalf() {
    client.set("large", many(5_000), OptionalLong.empty(), TIMEOUT);
    encoder.crashOnce(new IllegalStateException("a defect"));

    Outcome outcome = client.set("large", many(10_000), OptionalLong.empty(), TIMEOUT);

    assertThat(outcome).isEqualTo(new Outcome.Accepted(client.list().get(0).version()));
    awaitVersion("large", ((Outcome.Accepted) outcome).version());
    assertThat(client.get("large").orElseThrow().definition()).isEqualTo(many(10_000));
  }

  @Test
  void anUpdateThatIsUnderWayMovesWithTheTaskToAnotherInstance() throws Exception {
    client.set("pets", named("cat"), OptionalLong.empty(), TIMEOUT);
    encoder.hold();
    CompletableFuture<Outcome> update =
        CompletableFuture.supplyAsync(
            () -> client.set("pets", named("cat", "dog"), OptionalLong.of(0), TIMEOUT));
    await().atMost(TIMEOUT).until(() -> encoder.takeEncoded().contains("a photo of a dog"));
    Instance second = run("second", new FakeTextEncoder("model-a"));

    leave(instances.get(0));

    assertThat(update.get()).isEqualTo(new Outcome.Accepted(1));
    assertThat(second.encoder().takeEncoded()).containsExactly("a photo of a dog");
    awaitVersion(second, "pets", 1);
  }

  @Test
  void aRollingChangeOfModelLetsNobodyWaitAlsoWithAnEditHalfway() {
    leave(instances.get(0));
    Instance before = run("before", new FakeTextEncoder("model-a"), new FakeTextEncoder("model-b"));
    client.set("pets", named("cat"), OptionalLong.empty(), TIMEOUT);
    awaitVersion(before, "pets", 0);

    FakeTextEncoder fresh = new FakeTextEncoder("model-b");
    Instance after = run("after", fresh, new FakeTextEncoder("model-a"));
    // Complete before the first task runs, let alone an image is read.
    await().atMost(TIMEOUT).until(() -> after.streams().state() == KafkaStreams.State.RUNNING);
    assertThat(versionOf(after, "pets")).isZero();
    client.set("pets", named("cat", "dog"), OptionalLong.of(0), TIMEOUT);
    awaitVersion(before, "pets", 1);
    awaitVersion(after, "pets", 1);

    leave(before);
    fresh.takeEncoded();
    client.set("pets", named("cat", "dog", "owl"), OptionalLong.of(1), TIMEOUT);
    awaitVersion(after, "pets", 2);
    assertThat(fresh.takeEncoded()).containsExactly("a photo of a owl");
  }

  private void awaitVersion(String labelSet, long version) {
    awaitVersion(instances.get(0), labelSet, version);
  }

  private static void awaitVersion(Instance instance, String labelSet, long version) {
    await().atMost(TIMEOUT).until(() -> versionOf(instance, labelSet) == version);
  }

  /** −1 when there is none. */
  private static long versionOf(Instance instance, String labelSet) {
    return instance.catalog().lookup(labelSet) instanceof Lookup.Current current
        ? current.labelSet().version()
        : -1;
  }

  private static Map<String, Object> clientSettings() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  private static NewTopic topic(String name, String cleanup) {
    return new NewTopic(name, 1, (short) 1).configs(Map.of("cleanup.policy", cleanup));
  }
}
