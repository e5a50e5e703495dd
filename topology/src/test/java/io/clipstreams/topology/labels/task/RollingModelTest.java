package io.clipstreams.topology.labels.task;

import static io.clipstreams.topology.labels.LabelSetFixtures.label;
import static io.clipstreams.topology.labels.LabelSetFixtures.labelSet;
import static io.clipstreams.topology.labels.LabelSetFixtures.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.Probe;
import io.clipstreams.topology.labels.FakeTextEncoder;
import io.clipstreams.topology.labels.LabelSets.Lookup;
import io.clipstreams.topology.labels.catalog.LabelCatalog;
import io.clipstreams.topology.labels.content.Vectors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From one checkpoint to another while instances with both are running. */
class RollingModelTest {

  private final FakeTextEncoder old = new FakeTextEncoder("model-a");
  private final FakeTextEncoder fresh = new FakeTextEncoder("model-b");
  private final LabelCatalog ofOld = catalog("model-a");
  private final LabelCatalog ofFresh = catalog("model-b");
  private final TaskRig rig = new TaskRig(old, fresh);

  @Test
  void theNewModelFindsEverySetMadeAndEncodesNothing() {
    long version = define(named("cat", "dog"));
    fresh.takeEncoded();

    rig.restart(fresh, old);
    rig.settle();

    assertThat(fresh.takeEncoded()).isEmpty();
    assertThat(versionOf(ofFresh)).isEqualTo(version);
  }

  @Test
  void anEditHalfwayIsMadeForBothWhicheverInstanceMakesIt() {
    define(named("cat"));
    long byOld = define(named("cat", "dog"));
    assertThat(versionOf(ofOld)).isEqualTo(versionOf(ofFresh)).isEqualTo(byOld);

    rig.restart(fresh, old);
    old.takeEncoded();
    fresh.takeEncoded();
    long byFresh = define(named("cat", "dog", "owl"));

    assertThat(versionOf(ofOld)).isEqualTo(versionOf(ofFresh)).isEqualTo(byFresh);
    assertThat(old.takeEncoded()).containsExactly("a photo of a owl");
    assertThat(fresh.takeEncoded()).containsExactly("a photo of a owl");
  }

  @Test
  void aKillBetweenTheTwoModelsLeavesNeitherBehind() {
    fresh.hold();
    long version = rig.define("pets", named("cat"));
    rig.settle();
    feed();
    assertThat(versionOf(ofOld)).isEqualTo(version);
    assertThat(ofFresh.lookup("pets")).isInstanceOf(Lookup.Unknown.class);

    rig.restart(new FakeTextEncoder("model-a"), new FakeTextEncoder("model-b"));
    rig.settle();
    feed();

    assertThat(versionOf(ofFresh)).isEqualTo(version);
  }

  @Test
  void versionsOfAModelThatIsNotConfiguredAnyMoreStayForAWeek() {
    define(named("cat"));
    rig.restart(fresh);
    rig.settle();
    rig.pass(TaskRig.OTHER_MODELS_KEPT.minus(Duration.ofHours(1)));
    rig.settle();
    assertThat(rig.takeWritten()).isEmpty();

    rig.pass(Duration.ofHours(2));
    rig.settle();

    assertThat(rig.takeWritten())
        .hasSize(2)
        .anyMatch(key -> key.startsWith("-manifest/model-a/"))
        .anyMatch(key -> key.startsWith("-vector/"));
  }

  @Test
  void whoGoesBackWithinThatTimeEncodesNothing() {
    define(named("cat"));
    rig.restart(fresh);
    rig.settle();
    rig.pass(TaskRig.OTHER_MODELS_KEPT.minus(Duration.ofHours(1)));
    old.takeEncoded();

    rig.restart(old, fresh);
    rig.pass(Duration.ofDays(30));
    rig.settle();

    assertThat(old.takeEncoded()).isEmpty();
    assertThat(rig.takeWritten()).isEmpty();
  }

  @Test
  void aSetWithAProbeOfTheOldModelIsUnavailableToTheNewOneInsteadOfAwaited() {
    Probe probe = new Probe("model-a", Vectors.toBytes(new float[] {1, 2, 3, 4}), 0f);

    define(labelSet(label("cat").setProbe(probe).build()).build());

    var result =
        ((Lookup.Current) ofFresh.lookup("pets"))
            .labelSet()
            .score(new float[][] {{1, 0, 0, 0}})
            .get(0);
    assertThat(result.getStatus()).hasToString("UNAVAILABLE");
  }

  @Test
  void anExampleThatOnlyTheOtherModelCannotHaveIsTriedAgainAndTheVersionIsInForce() {
    fresh.breakOn("s3://pets/gone.jpg");
    LabelSet definition =
        labelSet(label("cat").setExamples(List.of("s3://pets/gone.jpg")).build()).build();

    long version = define(definition);
    assertThat(rig.deadLetters()).isEmpty();
    assertThat(versionOf(ofOld)).isEqualTo(version);
    assertThat(ofFresh.lookup("pets")).isInstanceOf(Lookup.Unknown.class);

    fresh.breakOn("");
    rig.pass(Duration.ofMinutes(1));
    rig.settle();
    feed();
    assertThat(versionOf(ofFresh)).isEqualTo(version);
  }

  private long define(LabelSet definition) {
    long version = rig.define("pets", definition);
    rig.settle();
    feed();
    return version;
  }

  private void feed() {
    for (TaskRig.Written record : rig.takeRecords()) {
      ofOld.put(record.key(), record.value());
      ofFresh.put(record.key(), record.value());
    }
  }

  private static LabelCatalog catalog(String model) {
    return new LabelCatalog(model, 100, FakeTextEncoder.DIMENSION);
  }

  private static long versionOf(LabelCatalog catalog) {
    return ((Lookup.Current) catalog.lookup("pets")).labelSet().version();
  }
}
