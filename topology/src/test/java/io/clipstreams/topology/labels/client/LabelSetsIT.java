package io.clipstreams.topology.labels.client;

import static io.clipstreams.topology.labels.LabelSetFixtures.many;
import static io.clipstreams.topology.labels.LabelSetFixtures.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clipstreams.quickstart.LocalKafka;
import io.clipstreams.quickstart.LocalRegistry;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.labels.FakeTextEncoder;
import io.clipstreams.topology.labels.LabelSets.Lookup;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.catalog.LabelCatalog;
import io.clipstreams.topology.labels.wiring.LabelTopology;
import io.clipstreams.topology.metrics.PipelineMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
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
  private static LocalKafka kafka;
  private static LocalRegistry registry;
  private static int run;

  @TempDir private Path state;

  private FakeTextEncoder encoder;
  private LabelSettings settings;
  private AvroSerdes serdes;
  private LabelSetClient client;
  private LabelCatalog catalog;
  private KafkaStreams streams;

  @BeforeAll
  static void startServers() {
    kafka = LocalKafka.start(servers.resolve("kafka"));
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
    run(state.resolve("first"));
  }

  @AfterEach
  void stop() {
    streams.close(TIMEOUT);
  }

  private void run(Path stateDir) {
    encoder = new FakeTextEncoder("model-a");
    catalog = new LabelCatalog("model-a", 100, FakeTextEncoder.DIMENSION);
    Topology topology = new Topology();
    new LabelTopology(settings, serdes, PipelineMetrics.NONE)
        .addTo(topology, List.of(encoder), catalog);
    Properties properties = new Properties();
    properties.putAll(clientSettings());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "labels-" + run);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    properties.put(StreamsConfig.POLL_MS_CONFIG, 10);
    properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6_000);
    streams = new KafkaStreams(topology, properties);
    streams.start();
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
    streams.close(TIMEOUT);

    run(state.resolve("second"));
    awaitVersion("pets", 0);
    Outcome edit = client.set("pets", named("cat", "dog", "owl"), OptionalLong.of(0), TIMEOUT);

    assertThat(edit).isInstanceOf(Outcome.Accepted.class);
    assertThat(encoder.takeEncoded()).containsExactly("a photo of a owl");
  }

  private void awaitVersion(String labelSet, long version) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(catalog.lookup(labelSet))
                    .isInstanceOfSatisfying(
                        Lookup.Current.class,
                        current -> assertThat(current.labelSet().version()).isEqualTo(version)));
  }

  private static Map<String, Object> clientSettings() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  private static NewTopic topic(String name, String cleanup) {
    return new NewTopic(name, 1, (short) 1).configs(Map.of("cleanup.policy", cleanup));
  }
}
