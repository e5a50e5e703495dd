package io.clipstreams.benchmarks.line;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.labels.client.LabelSetClient;
import io.clipstreams.topology.labels.client.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** The label set of all measurements. */
final class BenchLabels {

  static final String NAME = "things";
  static final String TEMPLATE = "a photo of a {}";
  static final List<String> LABELS =
      List.of(
          "cat", "dog", "bird", "fish", "car", "boat", "house", "tree", "guitar", "something else");

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private BenchLabels() {}

  static LabelSet definition() {
    return LabelSet.newBuilder()
        .setTemplates(List.of(TEMPLATE))
        .setLabels(LABELS.stream().map(name -> Label.newBuilder().setName(name).build()).toList())
        .build();
  }

  /** What the text tower is given for each label. */
  static List<String> prompts() {
    return LABELS.stream().map(name -> TEMPLATE.replace("{}", name)).toList();
  }

  /** Writes the set and returns when it judges. */
  static void publish(ClipStreamsConfig config, AvroSerdes serdes) {
    LabelSetClient client = new LabelSetClient(config.clientSettings(), config.labels(), serdes);
    Outcome outcome = client.set(NAME, definition(), OptionalLong.empty(), LIMIT);
    if (!(outcome instanceof Outcome.Accepted)) {
      throw new IllegalStateException("the label set is not accepted: " + outcome);
    }
  }
}
