package io.clipstreams.topology.labels.task;

import static io.clipstreams.topology.labels.LabelSetFixtures.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.Upload;
import io.clipstreams.topology.labels.FakeTextEncoder;
import io.clipstreams.topology.labels.content.UploadHash;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadTest {

  private final FakeTextEncoder encoder = new FakeTextEncoder("model-a");
  private final TaskRig rig = new TaskRig(encoder);
  private final UploadHash hash = new UploadHash();

  @Test
  void aDefinitionInPartsIsOneVersionThatHasTheHeadsOffset() {
    part(0, "cat", "dog");
    part(1, "owl");
    long version = head(2, hash.digest());
    rig.settle();

    assertThat(encoder.takeEncoded())
        .containsExactlyInAnyOrder("a photo of a cat", "a photo of a dog", "a photo of a owl");
    assertThat(rig.deletedParts()).containsExactly("pets#u1#0", "pets#u1#1");
    assertThat(rig.takeWritten()).contains("manifest/model-a/" + version + "/pets");
  }

  @Test
  void partsSurviveARestart() {
    part(0, "cat", "dog");
    rig.restart(encoder);
    long version = head(1, hash.digest());
    rig.settle();

    assertThat(rig.takeWritten()).contains("manifest/model-a/" + version + "/pets");
  }

  @Test
  void anAcceptedUploadSurvivesARestart() {
    encoder.hold();
    part(0, "cat", "dog");
    long version = head(1, hash.digest());
    rig.turn();

    rig.restart(new FakeTextEncoder("model-a"));
    rig.settle();

    assertThat(rig.deletedParts()).containsExactly("pets#u1#0");
    assertThat(rig.takeWritten()).contains("manifest/model-a/" + version + "/pets");
  }

  @Test
  void aHeadWhosePartsAreMissingIsRefused() {
    part(0, "cat");
    long offset = head(2, hash.digest());
    rig.settle();

    assertThat(rig.deadLetters()).containsExactly(offset + " incomplete-upload");
  }

  @Test
  void aHeadWithTheHashOfOtherPartsIsRefused() {
    part(0, "cat");
    long offset = head(1, new byte[32]);
    rig.settle();

    assertThat(rig.deadLetters()).containsExactly(offset + " corrupt-upload");
  }

  @Test
  void aPartUnderAKeyThatIsNotItsOwnIsRefused() {
    long offset = rig.define("pets", slice(0, "cat"));
    rig.settle();

    assertThat(rig.deadLetters()).containsExactly(offset + " bad-upload");
  }

  @Test
  void partsThatNoHeadFollowsAreDeletedAfterADay() {
    part(0, "cat");
    rig.settle();
    assertThat(rig.deletedParts()).isEmpty();

    rig.pass(Duration.ofHours(25));

    assertThat(rig.deletedParts()).containsExactly("pets#u1#0");
  }

  private void part(int number, String... labels) {
    LabelSet part = slice(number, labels);
    hash.add(TaskRig.encode(part));
    rig.define("pets#u1#" + number, part);
  }

  private static LabelSet slice(int number, String... labels) {
    return LabelSet.newBuilder(named(labels))
        .setUpload(new Upload("u1", number, null, null))
        .build();
  }

  private long head(int parts, byte[] sha256) {
    LabelSet head =
        LabelSet.newBuilder()
            .setLabels(List.of())
            .setUpload(new Upload("u1", null, parts, ByteBuffer.wrap(sha256)))
            .build();
    return rig.define("pets", head);
  }
}
