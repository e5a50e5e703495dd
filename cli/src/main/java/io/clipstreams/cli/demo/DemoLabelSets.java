package io.clipstreams.cli.demo;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import java.util.List;

/** The two label sets of the demo: everyday things, then what kind of thing they are. */
final class DemoLabelSets {

  static final String NAME = "demo";
  static final String TEMPLATE = "a photo of a {}";

  static final List<String> THINGS =
      List.of(
          "dog",
          "cat",
          "fish",
          "bird",
          "apple",
          "banana",
          "pizza",
          "cake",
          "car",
          "bicycle",
          "airplane",
          "boat",
          "house",
          "tree",
          "guitar",
          "clock");

  static final List<String> KINDS =
      List.of(
          "animal",
          "fruit",
          "fast food",
          "dessert",
          "vehicle",
          "building",
          "plant",
          "musical instrument",
          "clock",
          "clothing",
          "person",
          "weather");

  private DemoLabelSets() {}

  static LabelSet definition(List<String> labels) {
    return LabelSet.newBuilder()
        .setTemplates(List.of(TEMPLATE))
        .setLabels(labels.stream().map(name -> Label.newBuilder().setName(name).build()).toList())
        .build();
  }
}
