package io.clipstreams.topology.labels.task;

import static io.clipstreams.topology.labels.LabelSetFixtures.label;
import static io.clipstreams.topology.labels.LabelSetFixtures.labelSet;
import static io.clipstreams.topology.labels.LabelSetFixtures.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.Probe;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.schemas.Scoring;
import io.clipstreams.schemas.ScoringMode;
import io.clipstreams.topology.labels.FakeTextEncoder;
import io.clipstreams.topology.labels.LabelSets.Lookup;
import io.clipstreams.topology.labels.catalog.LabelCatalog;
import io.clipstreams.topology.labels.content.Vectors;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Labels that are given by example images, alone and beside others. */
class ExampleLabelsTest {

  private static final String REX = "s3://pets/rex.jpg";
  private static final String FIDO = "s3://pets/fido.jpg";

  private final FakeTextEncoder encoder = new FakeTextEncoder("model-a");
  private final TaskRig rig = new TaskRig(encoder);
  private final LabelCatalog catalog = new LabelCatalog("model-a", 100, FakeTextEncoder.DIMENSION);

  @Test
  void theVectorIsTheNormalisedMeanOfTheExamplesEmbeddings() {
    publish(independent(examples("my dog", REX, FIDO)));
    float[] mean = Vectors.normalisedMean(new float[][] {encoder.embed(REX), encoder.embed(FIDO)});

    ScoredLabel dog = score(mean).getLabels().get(0);

    assertThat(dog.getName()).isEqualTo("my dog");
    assertThat(dog.getSimilarity()).isCloseTo(1f, Offset.offset(1e-6f));
  }

  @Test
  void promptsExamplesAndAProbeStandInOneSet() {
    float[] weights = {8, 0, 0, 0};
    Probe probe = new Probe("model-a", Vectors.toBytes(weights), -4f);
    publish(
        independent(
            label("cat").build(), examples("my dog", REX), label("fish").setProbe(probe).build()));

    assertThat(encoder.takeEncoded()).containsExactlyInAnyOrder("a photo of a cat", REX);
    assertThat(best(encoder.embed("a photo of a cat"))).isEqualTo("cat");
    assertThat(best(encoder.embed(REX))).isEqualTo("my dog");
    assertThat(score(new float[] {1, 0, 0, 0}).getLabels())
        .filteredOn(label -> label.getName().equals("fish"))
        .singleElement()
        .satisfies(
            fish -> {
              assertThat(fish.getSimilarity()).isEqualTo(4);
              assertThat(fish.getScore()).isCloseTo(0.982f, Offset.offset(1e-3f));
            });
  }

  @Test
  void anEditOfAnotherLabelAndARestartFetchNothing() {
    publish(independent(examples("my dog", REX)));
    encoder.takeEncoded();

    rig.restart(encoder);
    publish(independent(examples("my dog", REX), label("cat").build()));

    assertThat(encoder.takeEncoded()).containsExactly("a photo of a cat");
  }

  @Test
  void anExampleThatCannotBeHadIsADeadLetterAndTheCurrentVersionGoesOn() {
    long current = publish(named("cat"));
    encoder.breakOn(FIDO);

    long refused = rig.define("pets", independent(examples("my dog", REX, FIDO)));
    rig.settle();

    assertThat(rig.deadLetters()).containsExactly(refused + " bad-example");
    assertThat(rig.lastMessage()).contains("\"my dog\"", FIDO);
    feed();
    assertThat(currentVersion()).isEqualTo(current);
  }

  @Test
  void aBadExampleHarmsNoOtherSet() {
    encoder.breakOn(FIDO);
    rig.define("bad", independent(examples("my dog", FIDO)));

    long version = publish(independent(examples("my dog", REX)));

    assertThat(currentVersion()).isEqualTo(version);
  }

  @Test
  void afterARefusalTheSameNameCanBeDefinedAgain() {
    encoder.breakOn(FIDO);
    publish(independent(examples("my dog", FIDO)));

    long version = publish(independent(examples("my dog", REX)));

    assertThat(currentVersion()).isEqualTo(version);
  }

  private long publish(LabelSet definition) {
    long version = rig.define("pets", definition);
    rig.settle();
    feed();
    return version;
  }

  private void feed() {
    rig.takeRecords().forEach(record -> catalog.put(record.key(), record.value()));
  }

  private LabelSetResult score(float[] imageEmbed) {
    return ((Lookup.Current) catalog.lookup("pets"))
        .labelSet()
        .score(new float[][] {imageEmbed})
        .get(0);
  }

  private String best(float[] imageEmbed) {
    return score(imageEmbed).getLabels().stream()
        .filter(label -> !label.getName().equals("fish"))
        .findFirst()
        .orElseThrow()
        .getName();
  }

  private long currentVersion() {
    return ((Lookup.Current) catalog.lookup("pets")).labelSet().version();
  }

  private static LabelSet independent(Label... labels) {
    return labelSet(labels).setScoring(new Scoring(ScoringMode.INDEPENDENT, 5, null, 1f)).build();
  }

  private static Label examples(String name, String... uris) {
    return label(name).setExamples(List.of(uris)).build();
  }
}
