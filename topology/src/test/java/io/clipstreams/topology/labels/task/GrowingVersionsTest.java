package io.clipstreams.topology.labels.task;

import static io.clipstreams.topology.labels.LabelSetFixtures.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.topology.labels.FakeTextEncoder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A version only grows, whatever happens to the topic of definitions. */
class GrowingVersionsTest {

  private final FakeTextEncoder encoder = new FakeTextEncoder("model-a");
  private final TaskRig rig = new TaskRig(encoder);

  @Test
  void alsoAfterDeleteAndRecreate() {
    long first = rig.define("pets", named("cat"));
    rig.settle();
    long deletion = rig.define("pets", null);
    rig.settle();
    long again = rig.define("pets", named("cat"));
    rig.settle();

    assertThat(again).isGreaterThan(deletion);
    assertThat(deletion).isGreaterThan(first);
    assertThat(rig.takeWritten()).contains("manifest/model-a/" + again + "/pets");
  }

  @Test
  void aDefinitionThatIsReadAgainChangesNothing() {
    byte[] cat = TaskRig.encode(named("cat"));
    long writtenAt = rig.now();
    long first = rig.write("pets", cat);
    rig.settle();
    long second = rig.define("pets", named("dog"));
    rig.settle();
    rig.takeWritten();

    rig.write(first, "pets", cat, writtenAt);
    rig.write(second, "pets", TaskRig.encode(named("dog")), writtenAt);
    rig.settle();
    rig.restart(encoder);
    rig.settle();

    assertThat(rig.deadLetters()).isEmpty();
    assertThat(rig.takeWritten()).isEmpty();
  }

  @Test
  void aDefinitionThatIsReadAgainWhileItIsPendingIsPublishedOnce() {
    encoder.hold();
    byte[] cat = TaskRig.encode(named("cat"));
    long writtenAt = rig.now();
    long version = rig.write("pets", cat);
    rig.turn();
    rig.write(version, "pets", cat, writtenAt);
    encoder.release();
    rig.settle();

    assertThat(rig.deadLetters()).isEmpty();
    assertThat(rig.takeWritten())
        .containsOnlyOnce("manifest/model-a/" + version + "/pets")
        .hasSize(3);
  }

  @Test
  void aDefinitionInATopicThatWasCreatedAnewIsRefusedUntilItsOffsetsAreHigher() {
    rig.define("pets", named("cat"));
    rig.settle();
    rig.takeWritten();
    rig.pass(Duration.ofDays(1));
    rig.recreateTopic();

    long tooLow = rig.define("pets", named("dog"));
    long deletion = rig.define("pets", null);
    rig.settle();

    assertThat(rig.deadLetters())
        .containsExactly(tooLow + " version-not-higher", deletion + " version-not-higher");
    assertThat(rig.takeWritten()).isEmpty();
  }
}
