package io.clipstreams.topology.labels.task;

import static io.clipstreams.topology.labels.LabelSetFixtures.label;
import static io.clipstreams.topology.labels.LabelSetFixtures.many;
import static io.clipstreams.topology.labels.LabelSetFixtures.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.labels.FakeTextEncoder;
import io.clipstreams.topology.labels.content.TextModel;
import io.clipstreams.topology.labels.content.VectorRecipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LabelTaskTest {

  private final FakeTextEncoder encoder = new FakeTextEncoder("model-a");
  private final TaskRig rig = new TaskRig(encoder);

  @Test
  void aDefinitionBecomesVectorsAndPagesAndTheManifestComesLast() {
    long version = rig.define("pets", named("cat", "dog"));
    rig.settle();

    assertThat(encoder.takeEncoded())
        .containsExactlyInAnyOrder("a photo of a cat", "a photo of a dog");
    assertThat(kinds(rig.takeWritten()))
        .containsExactly("page", "vector", "vector", "manifest/model-a/" + version + "/pets");
  }

  @Test
  void oneLabelAddedToManyEncodesOneAndWritesOneVectorOnePageAndOneManifest() {
    rig.define("things", many(10_000));
    rig.settle();
    rig.takeWritten();
    encoder.takeEncoded();

    long version = rig.define("things", many(10_001));
    rig.settle();

    assertThat(encoder.takeEncoded()).containsExactly("a photo of a label-10000");
    assertThat(rig.counts().cachedVectors()).isEqualTo(10_000);
    assertThat(rig.counts().missingVectors()).isEqualTo(10_001);
    assertThat(kinds(rig.takeWritten()))
        .containsExactly("page", "vector", "manifest/model-a/" + version + "/things");
  }

  @Test
  void aTurnForwardsNoMoreThanItsBudget() {
    rig.define("things", many(20_000));
    int turns = 0;
    int largest = 0;
    while (rig.records().stream().noneMatch(LabelTaskTest::isManifest)) {
      int before = rig.records().size();
      rig.turn();
      largest = Math.max(largest, rig.records().size() - before);
      turns++;
    }
    assertThat(turns).isGreaterThan(3);
    assertThat(largest).isLessThan(1_000_000 / 100);
  }

  @Test
  void aRestartEncodesAndWritesNothing() {
    rig.define("pets", named("cat", "dog"));
    rig.settle();
    rig.takeWritten();
    encoder.takeEncoded();

    rig.restart(encoder);
    rig.settle();

    assertThat(encoder.takeEncoded()).isEmpty();
    assertThat(rig.takeWritten()).isEmpty();
  }

  @Test
  void aRestartWhileLabelsAreEncodedResumesTheDefinition() {
    encoder.hold();
    long version = rig.define("pets", named("cat"));
    rig.turn();
    rig.takeWritten();
    FakeTextEncoder afterwards = new FakeTextEncoder("model-a");

    rig.restart(afterwards);
    rig.settle();

    assertThat(afterwards.takeEncoded()).containsExactly("a photo of a cat");
    assertThat(kinds(rig.takeWritten()))
        .containsExactly("vector", "manifest/model-a/" + version + "/pets");
  }

  @Test
  void anotherCheckpointEncodesTheAcceptedVersionAnew() {
    long version = rig.define("pets", named("cat"));
    rig.settle();
    rig.takeWritten();
    FakeTextEncoder other = new FakeTextEncoder("model-b");

    rig.restart(other);
    rig.settle();

    assertThat(other.takeEncoded()).containsExactly("a photo of a cat");
    assertThat(kinds(rig.takeWritten()))
        .containsExactly("vector", "manifest/model-b/" + version + "/pets");
  }

  @Test
  void everyConfiguredModelGetsEveryVersion() {
    FakeTextEncoder next = new FakeTextEncoder("model-b");
    TaskRig both = new TaskRig(encoder, next);
    long version = both.define("pets", named("cat"));
    both.settle();

    assertThat(kinds(both.takeWritten()))
        .containsExactly(
            "page",
            "vector",
            "manifest/model-a/" + version + "/pets",
            "vector",
            "manifest/model-b/" + version + "/pets");
  }

  @Test
  void aDeletionIsAVersionToo() {
    rig.define("pets", named("cat"));
    rig.settle();
    rig.takeWritten();

    long version = rig.define("pets", null);
    rig.settle();

    assertThat(rig.takeWritten()).containsExactly("manifest/model-a/" + version + "/pets");
  }

  @Test
  void versionsBeyondTheLastFewGoWithWhatOnlyTheyNeeded() {
    long first = rig.define("pets", named("cat", "dog"));
    rig.settle();
    rig.define("pets", named("cat", "fox"));
    rig.settle();
    rig.takeWritten();

    rig.define("pets", named("cat", "owl"));
    rig.settle();

    List<String> deleted = rig.takeWritten().stream().filter(key -> key.startsWith("-")).toList();
    assertThat(kinds(deleted))
        .containsExactlyInAnyOrder("-manifest/model-a/" + first + "/pets", "-page", "-vector");
    assertThat(deleted.get(0)).startsWith("-manifest");
  }

  @Test
  void anOldVersionGoesInATurnAfterTheNewOne() {
    Stream.of("a", "b").forEach(label -> defineAndSettle(named(label)));
    rig.takeWritten();
    rig.define("pets", named("c"));
    while (rig.records().stream().noneMatch(LabelTaskTest::isManifest)) {
      rig.turn();
    }

    assertThat(rig.takeWritten()).noneMatch(key -> key.startsWith("-"));
    rig.turn();
    assertThat(rig.takeWritten()).anyMatch(key -> key.startsWith("-manifest"));
  }

  @Test
  void aLabelThatComesBackWhileItsVectorIsUnneededIsWhole() {
    defineAndSettle(named("cat", "dog"));
    defineAndSettle(named("cat"));
    defineAndSettle(named("fox"));
    List<String> before = rig.takeWritten();
    defineAndSettle(named("cat", "dog"));
    List<String> after = rig.takeWritten();

    assertThat(standing(before, after)).contains(vectorOf("a photo of a dog"));
  }

  @Test
  void aDefinitionThatIsOvertakenWhilePendingIsTold() {
    encoder.hold();
    long overtaken = rig.define("pets", named("cat"));
    rig.turn();
    long version = rig.define("pets", named("dog"));
    encoder.release();
    rig.settle();

    assertThat(rig.deadLetters()).containsExactly(overtaken + " superseded");
    assertThat(kinds(rig.takeWritten())).contains("manifest/model-a/" + version + "/pets");
  }

  @Test
  void anUpdateOfAnotherVersionIsRefused() {
    long current = rig.define("pets", named("cat"));
    rig.settle();
    long conflicting = rig.define("pets", expecting(current - 1));
    long creating = rig.define("pets", expecting(Versions.ABSENT));
    rig.settle();

    assertThat(rig.deadLetters())
        .containsExactly(conflicting + " version-conflict", creating + " version-conflict");
  }

  @Test
  void anUpdateOfTheCurrentVersionIsAccepted() {
    long created = rig.define("pets", expecting(Versions.ABSENT));
    rig.settle();
    rig.define("pets", expecting(created));
    rig.settle();
    rig.define("pets", null);
    rig.settle();
    rig.define("pets", expecting(Versions.ABSENT));
    rig.settle();

    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void anUpdateThatExpectsWhatAPendingOneReplacesIsRefused() {
    long current = rig.define("pets", named("cat"));
    rig.settle();
    encoder.hold();
    rig.define("pets", named("dog"));
    long conflicting = rig.define("pets", expecting(current));
    rig.settle();

    assertThat(rig.deadLetters()).containsExactly(conflicting + " version-conflict");
  }

  @Test
  void aFailureOfTheEncoderIsTriedAgain() {
    encoder.failOnce(new IllegalStateException("out of memory"));
    long version = rig.define("pets", named("cat"));
    rig.turn();
    rig.turn();
    assertThat(rig.takeWritten()).noneMatch(key -> key.startsWith("manifest"));

    rig.pass(Duration.ofSeconds(1));
    rig.settle();

    assertThat(kinds(rig.takeWritten())).contains("manifest/model-a/" + version + "/pets");
  }

  @Test
  void aSmallSetDoesNotWaitForALargeOne() {
    rig.define("large", many(20_000));
    long small = rig.define("small", named("cat"));
    for (int i = 0; i < 5; i++) {
      rig.turn();
    }

    assertThat(kinds(rig.takeWritten()))
        .contains("manifest/model-a/" + small + "/small")
        .noneMatch(key -> key.endsWith("/large"));
  }

  private void defineAndSettle(LabelSet definition) {
    rig.define("pets", definition);
    rig.settle();
  }

  private static LabelSet expecting(long version) {
    return LabelSet.newBuilder(named("cat")).setExpectedVersion(version).build();
  }

  private static boolean isManifest(LabelRecord record) {
    return record != null && record.getBody() instanceof LabelManifest;
  }

  /** Keys without their hashes. */
  private static List<String> kinds(List<String> keys) {
    return keys.stream().map(key -> key.replaceFirst("/[0-9a-f]{64}$", "")).toList();
  }

  private static String vectorOf(String prompt) {
    Label label = label("any").setCaptions(List.of(prompt)).build();
    return VectorRecipe.of(label, new TextModel("model-a", "float32")).orElseThrow().key();
  }

  /** What is left of keys that were written and deleted. */
  private static List<String> standing(List<String> before, List<String> after) {
    List<String> standing = new ArrayList<>();
    Stream.concat(before.stream(), after.stream())
        .forEach(
            key -> {
              if (key.startsWith("-")) {
                standing.remove(key.substring(1));
              } else {
                standing.add(key);
              }
            });
    return standing;
  }
}
