package io.clipstreams.topology.labels.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.schemas.Claim;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.NoneOfThese;
import io.clipstreams.schemas.ResultStatus;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.testing.FakeModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalLabelSetTest {

  private final FakeModel model = new FakeModel();

  @Test
  void itJudgesAtOnceByItsTemplatesAndCaptions() {
    LabelSet set =
        LabelSet.newBuilder()
            .setTemplates(List.of("{} in a picture"))
            .setLabels(List.of(label("a"), label("b"), captioned("c", "zebra")))
            .build();

    LabelSetResult result = encode(set).score(new float[][] {{0.001f}}).get(0);

    assertThat(result.getLabels()).extracting(ScoredLabel::getName).containsExactly("c", "b", "a");
    assertThat(result.getLabels().get(0).getSimilarity()).isEqualTo(0.001f * 'z');
    assertThat(model.textSlices())
        .containsExactly(List.of("a in a picture", "b in a picture", "zebra"));
  }

  @Test
  void manyPromptsAreEncodedInBatches() {
    List<Label> labels = IntStream.range(0, 100).mapToObj(i -> label("label " + i)).toList();
    List<Integer> progress = new ArrayList<>();

    LocalLabelSet set =
        LocalLabelSet.of("s", LabelSet.newBuilder().setLabels(labels).build(), model);
    set.encode(uris -> List.of(), progress::add);

    assertThat(set.vectors()).isEqualTo(100);
    assertThat(progress).containsExactly(64, 36);
    assertThat(model.textSlices()).extracting(List::size).containsExactly(64, 36);
  }

  @Test
  void exampleImagesAreAskedForByTheirUris() {
    Label label =
        Label.newBuilder()
            .setName("x")
            .setExamples(List.of("s3://b/1.png", "s3://b/2.png"))
            .build();
    List<String> asked = new ArrayList<>();

    CurrentLabelSet set =
        LocalLabelSet.of("s", LabelSet.newBuilder().setLabels(List.of(label)).build(), model)
            .encode(
                uris -> {
                  asked.addAll(uris);
                  return List.of(new float[] {1}, new float[] {1});
                },
                done -> {});

    assertThat(asked).containsExactly("s3://b/1.png", "s3://b/2.png");
    assertThat(set.score(new float[][] {{1}}).get(0).getLabels()).hasSize(1);
  }

  @Test
  void noneOfTheseIsAnsweredAsInAStream() {
    LabelSet set =
        LabelSet.newBuilder()
            .setLabels(List.of(captioned("a", "a")))
            .setNoneOfThese(
                NoneOfThese.newBuilder()
                    .setLabel("nothing")
                    .setThreshold(null)
                    .setPrompts(List.of("z"))
                    .build())
            .build();

    LabelSetResult result = encode(set).score(new float[][] {{1}}).get(0);

    assertThat(result.getStatus()).isEqualTo(ResultStatus.NONE_OF_THESE);
    assertThat(result.getLabels()).extracting(ScoredLabel::getName).containsExactly("nothing");
  }

  @Test
  void topicsAndClaimsDoNotCount() {
    Label label = Label.newBuilder().setName("cat").setTopic("cats").build();
    LabelSet set =
        LabelSet.newBuilder()
            .setLabels(List.of(label))
            .setClaims(List.of(new Claim(null, null, Map.of())))
            .build();

    CurrentLabelSet local = encode(set);

    LabelSetResult result = local.score(new float[][] {{1}}).get(0);
    assertThat(local.routes(result)).isEmpty();
  }

  @Test
  void aDefinitionThatAStreamRefusesIsRefusedWithAllThatIsWrong() {
    LabelSet set =
        LabelSet.newBuilder()
            .setTemplates(List.of("no place"))
            .setLabels(List.of(label("cat"), label("cat"), label(" ")))
            .build();

    assertThatThrownBy(() -> LocalLabelSet.of("s", set, model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"no place\" has no {}")
        .hasMessageContaining("\"cat\" occurs twice")
        .hasMessageContaining("empty name");
  }

  @Test
  void aPromptThatTheModelWouldCutIsRefused() {
    LabelSet set = LabelSet.newBuilder().setLabels(List.of(label("x".repeat(100)))).build();

    assertThatThrownBy(() -> LocalLabelSet.of("s", set, model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longer than the model reads");
  }

  private CurrentLabelSet encode(LabelSet definition) {
    return LocalLabelSet.of("s", definition, model).encode(uris -> List.of(), done -> {});
  }

  private static Label label(String name) {
    return Label.newBuilder().setName(name).build();
  }

  private static Label captioned(String name, String caption) {
    return Label.newBuilder().setName(name).setCaptions(List.of(caption)).build();
  }
}
