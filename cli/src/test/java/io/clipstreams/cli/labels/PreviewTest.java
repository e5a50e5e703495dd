package io.clipstreams.cli.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.ResultStatus;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.schemas.SourceCoordinates;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.content.Vectors;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PreviewTest {

  /** Gives the label of an image's number; null is no label. */
  private record Numbered(long version, String... labels) implements CurrentLabelSet {
    @Override
    public String name() {
      return "things";
    }

    @Override
    public List<LabelSetResult> score(float[][] imageEmbeds) {
      return Arrays.stream(imageEmbeds)
          .map(
              embed -> {
                String label = labels[(int) embed[0] % labels.length];
                return new LabelSetResult(
                    "things",
                    version,
                    ResultStatus.OK,
                    label == null
                        ? List.of()
                        : List.of(new ScoredLabel(label, null, 0.3f, embed[0] / 1000)));
              })
          .toList();
    }
  }

  private static List<ImageEmbedding> images(int count) {
    return IntStream.range(0, count).mapToObj(PreviewTest::image).toList();
  }

  private static ImageEmbedding image(int number) {
    return ImageEmbedding.newBuilder()
        .setImageId("image-" + number)
        .setUri("s3://photos/" + number)
        .setSource(new SourceCoordinates("clip.images", 0, (long) number, 0))
        .setMetadata(Map.of())
        .setModel("model")
        .setPrecision("float32")
        .setEmbedding(Vectors.toBytes(new float[] {number}))
        .setEmbeddedAt(Instant.EPOCH)
        .build();
  }

  private static Preview preview(int count, CurrentLabelSet before, CurrentLabelSet after) {
    return Preview.of("things", images(count), Optional.ofNullable(before), after);
  }

  @Test
  void whatChangesIsCountedByLabels() {
    Preview preview =
        preview(600, new Numbered(4, "cat", "dog", "dog"), new Numbered(5, "cat", "puppy", "dog"));
    assertThat(preview.currentVersion()).isEqualTo(4);
    assertThat(preview.images()).isEqualTo(600);
    assertThat(preview.changed()).isEqualTo(200);
    assertThat(preview.changes()).containsExactly(new Preview.Change("dog", "puppy", 200));
    assertThat(preview.shares())
        .contains(
            new Preview.Share("cat", 1 / 3.0, 1 / 3.0), new Preview.Share("puppy", 0, 1 / 3.0));
  }

  @Test
  void theMostCertainAreTheExamples() {
    Preview preview = preview(100, new Numbered(4, "cat"), new Numbered(5, "dog"));
    assertThat(preview.examples()).hasSize(10);
    assertThat(preview.examples().get(0).imageId()).isEqualTo("image-99");
    assertThat(preview.examples().get(0).from()).isEqualTo("cat");
  }

  @Test
  void anImageMayHaveNoLabel() {
    Preview preview = preview(1, new Numbered(4, "cat"), new Numbered(5, new String[] {null}));
    assertThat(preview.changes()).containsExactly(new Preview.Change("cat", Preview.NO_LABEL, 1));
    assertThat(preview.examples().get(0).toScore()).isNull();
  }

  @Test
  void aNewSetChangesNothing() {
    Preview preview = preview(4, null, new Numbered(5, "cat", "dog"));
    assertThat(preview.currentVersion()).isNull();
    assertThat(preview.changed()).isZero();
    assertThat(preview.shares())
        .containsExactlyInAnyOrder(
            new Preview.Share("cat", 0, 0.5), new Preview.Share("dog", 0, 0.5));
  }
}
