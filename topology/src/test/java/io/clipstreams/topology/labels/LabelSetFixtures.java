package io.clipstreams.topology.labels;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Definitions of label sets. */
public final class LabelSetFixtures {

  private LabelSetFixtures() {}

  public static Label.Builder label(String name) {
    return Label.newBuilder().setName(name);
  }

  public static LabelSet.Builder labelSet(Label... labels) {
    return LabelSet.newBuilder().setLabels(List.of(labels));
  }

  /** A set with the usual template. */
  public static LabelSet named(String... names) {
    return labelSet(Arrays.stream(names).map(name -> label(name).build()).toArray(Label[]::new))
        .build();
  }

  /** So many labels, {@code label-00000} and on. */
  public static LabelSet many(int count) {
    return named(
        IntStream.range(0, count).mapToObj("label-%05d"::formatted).toArray(String[]::new));
  }
}
