package io.clipstreams.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.NoneOfThese;
import io.clipstreams.schemas.Scoring;
import io.clipstreams.schemas.ScoringMode;
import io.clipstreams.topology.labels.content.Vectors;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeSetTest {

  private static final TrainingReport REPORT =
      new TrainingReport(
          "model-a",
          List.of("cat", "dog"),
          new LinearProbe(new float[][] {{1, 2}, {3, 4}}, new float[] {5, 6}),
          20,
          0,
          10,
          1,
          1,
          List.of());

  @Test
  void aNewSetHasAProbeForEachLabel() {
    LabelSet set = ProbeSet.of(REPORT, Optional.empty());

    assertThat(set.getLabels()).extracting(Label::getName).containsExactly("cat", "dog");
    assertThat(set.getLabels())
        .allSatisfy(label -> assertThat(label.getProbe().getModel()).isEqualTo("model-a"));
    assertThat(Vectors.fromBytes(set.getLabels().get(1).getProbe().getWeights()))
        .containsExactly(3, 4);
    assertThat(set.getLabels().get(1).getProbe().getBias()).isEqualTo(6);
  }

  @Test
  void theSettingsOfTheSetAndItsLabelsStayAndWhatTheirVectorsWereMadeFromGoes() {
    Scoring scoring = new Scoring(ScoringMode.INDEPENDENT, 2, 0.4f, 1f);
    LabelSet current =
        LabelSet.newBuilder()
            .setLabels(
                List.of(
                    Label.newBuilder()
                        .setName("cat")
                        .setDisplayName("Katze")
                        .setCaptions(List.of("a kitten"))
                        .setThreshold(0.3f)
                        .build(),
                    Label.newBuilder().setName("owl").build()))
            .setScoring(scoring)
            .setNoneOfThese(new NoneOfThese("none", 0.2f, List.of("an empty room")))
            .setRollbackOf(3L)
            .build();

    LabelSet set = ProbeSet.of(REPORT, Optional.of(current));

    Label cat = set.getLabels().get(0);
    assertThat(set.getLabels()).extracting(Label::getName).containsExactly("cat", "dog");
    assertThat(cat.getDisplayName()).isEqualTo("Katze");
    assertThat(cat.getThreshold()).isEqualTo(0.3f);
    assertThat(cat.getCaptions()).isEmpty();
    assertThat(set.getScoring()).isEqualTo(scoring);
    assertThat(set.getNoneOfThese()).isEqualTo(new NoneOfThese("none", 0.2f, List.of()));
    assertThat(set.getRollbackOf()).isNull();
  }
}
