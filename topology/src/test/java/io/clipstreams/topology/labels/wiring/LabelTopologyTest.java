package io.clipstreams.topology.labels.wiring;

import static io.clipstreams.topology.labels.LabelSetFixtures.label;
import static io.clipstreams.topology.labels.LabelSetFixtures.labelSet;
import static io.clipstreams.topology.labels.LabelSetFixtures.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.schemas.registry.InMemorySchemaRegistryClient;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import io.clipstreams.topology.labels.FakeTextEncoder;
import io.clipstreams.topology.labels.LabelSets.Lookup;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.LabelTopics;
import io.clipstreams.topology.labels.catalog.LabelCatalog;
import io.clipstreams.topology.labels.content.Templates;
import io.clipstreams.topology.labels.content.Vectors;
import io.clipstreams.topology.metrics.PipelineMetrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions go in, and the catalog of the same process answers by them. */
class LabelTopologyTest {

  private static final LabelSettings SETTINGS =
      LabelSettings.of("clip.label-sets", "clip.label-vectors", "clip.dead-letters");

  @TempDir private Path stateDir;

  private final FakeTextEncoder encoder = new FakeTextEncoder("model-a");
  private final LabelCatalog catalog = new LabelCatalog("model-a", 100, FakeTextEncoder.DIMENSION);
  private TopologyTestDriver driver;
  private TestInputTopic<String, LabelSet> definitions;
  private TestOutputTopic<String, byte[]> deadLetters;

  @BeforeEach
  void start() {
    AvroSerdes serdes =
        new AvroSerdes(
            Map.of("schema.registry.url", "http://unused"), new InMemorySchemaRegistryClient());
    RegistryDefinitionDecoder decoder =
        new RegistryDefinitionDecoder(SETTINGS.definitionsTopic(), serdes);
    Topology topology = new Topology();
    new LabelTopology(
            SETTINGS,
            serdes.valueSerde(LabelRecord.class),
            decoder,
            LabelTopics.NONE,
            Runnable::run,
            PipelineMetrics.NONE)
        .addTo(topology, List.of(encoder.towers()), catalog);
    Properties properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    driver = new TopologyTestDriver(topology, properties);
    definitions =
        driver.createInputTopic(
            SETTINGS.definitionsTopic(),
            new StringSerializer(),
            serdes.valueSerde(LabelSet.class).serializer());
    deadLetters =
        driver.createOutputTopic(
            SETTINGS.deadLettersTopic(), new StringDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void aDefinitionIsTheCurrentVersionSoonAfter() {
    define("pets", named("cat", "dog"));

    Lookup.Current pets = (Lookup.Current) catalog.lookup("pets");
    var result = pets.labelSet().score(new float[][] {encoder.embed("a photo of a dog")}).get(0);
    assertThat(result.getLabels().get(0).getName()).isEqualTo("dog");
    assertThat(result.getLabels().get(0).getSimilarity()).isCloseTo(1f, offset(1e-6f));
  }

  @Test
  void aLabelsVectorIsTheNormalisedMeanOverItsTemplates() {
    List<String> templates = List.of("a photo of a {}", "one {}", "a drawing of a {}");
    define("pets", LabelSet.newBuilder(named("cat")).setTemplates(templates).build());
    float[][] prompts =
        Templates.fill(templates, "cat").stream().map(encoder::embed).toArray(float[][]::new);
    float[] image = Vectors.normalisedMean(prompts);

    Lookup.Current pets = (Lookup.Current) catalog.lookup("pets");
    var result = pets.labelSet().score(new float[][] {image}).get(0);

    assertThat(result.getLabels().get(0).getSimilarity()).isCloseTo(1f, offset(1e-6f));
  }

  @Test
  void aLabelsOwnCaptionsAndDisplayNameAreUsed() {
    define(
        "pets",
        labelSet(
                label("cat").setCaptions(List.of("a tom")).setDisplayName("Katze").build(),
                label("dog").build())
            .build());

    Lookup.Current pets = (Lookup.Current) catalog.lookup("pets");
    ScoredLabel best =
        pets.labelSet().score(new float[][] {encoder.embed("a tom")}).get(0).getLabels().get(0);

    assertThat(best.getName()).isEqualTo("cat");
    assertThat(best.getDisplayName()).isEqualTo("Katze");
    assertThat(best.getSimilarity()).isCloseTo(1f, offset(1e-6f));
  }

  @Test
  void anEditReplacesIt() {
    define("pets", named("cat"));
    long before = ((Lookup.Current) catalog.lookup("pets")).labelSet().version();
    define("pets", named("cat", "dog"));

    assertThat(((Lookup.Current) catalog.lookup("pets")).labelSet().version())
        .isGreaterThan(before);
  }

  @Test
  void aTombstoneDeletesIt() {
    define("pets", named("cat"));
    define("pets", null);

    assertThat(catalog.lookup("pets")).isInstanceOf(Lookup.Deleted.class);
  }

  @Test
  void aRefusalNamesItsDefinition() {
    define("pets", named("cat", "cat"));

    TestRecord<String, byte[]> letter = deadLetters.readRecord();
    assertThat(letter.key()).isEqualTo("pets");
    assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("labels");
    assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("duplicate-label");
    assertThat(header(letter, DeadLetterHeaders.TOPIC)).isEqualTo(SETTINGS.definitionsTopic());
    assertThat(header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("0");
    assertThat(catalog.lookup("pets")).isInstanceOf(Lookup.Unknown.class);
  }

  private void define(String name, LabelSet definition) {
    definitions.pipeInput(name, definition);
    for (int turn = 0; turn < 10; turn++) {
      driver.advanceWallClockTime(Duration.ofMillis(10));
    }
  }

  private static String header(TestRecord<String, byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
