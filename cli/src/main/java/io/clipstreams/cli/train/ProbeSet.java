package io.clipstreams.cli.train;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.NoneOfThese;
import io.clipstreams.schemas.Probe;
import io.clipstreams.topology.labels.content.Vectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trained probe as a label set. */
public final class ProbeSet {

  private ProbeSet() {}

  /**
   * The definition.
   *
   * @param current what it replaces: its settings stay, and those of labels of the same names.
   *     Background prompts go, since they have no place on a probe's scale
   */
  public static LabelSet of(TrainingReport trained, Optional<LabelSet> current) {
    Map<String, Label> before = new HashMap<>();
    current.ifPresent(set -> set.getLabels().forEach(label -> before.put(label.getName(), label)));
    List<Label> labels = new ArrayList<>();
    for (int k = 0; k < trained.labels().size(); k++) {
      String name = trained.labels().get(k);
      Label.Builder label =
          before.containsKey(name)
              ? Label.newBuilder(before.get(name))
              : Label.newBuilder().setName(name);
      labels.add(
          label
              .setCaptions(List.of())
              .setExamples(List.of())
              .setProbe(
                  new Probe(
                      trained.model(),
                      Vectors.toBytes(trained.probe().weights()[k]),
                      trained.probe().biases()[k]))
              .build());
    }
    LabelSet.Builder set =
        current.map(LabelSet::newBuilder).orElseGet(LabelSet::newBuilder).setLabels(labels);
    return set.setNoneOfThese(withoutPrompts(set.getNoneOfThese()))
        .setRollbackOf(null)
        .setExpectedVersion(null)
        .build();
  }

  private static NoneOfThese withoutPrompts(NoneOfThese none) {
    return none == null || none.getThreshold() == null
        ? null
        : NoneOfThese.newBuilder(none).setPrompts(List.of()).build();
  }
}
