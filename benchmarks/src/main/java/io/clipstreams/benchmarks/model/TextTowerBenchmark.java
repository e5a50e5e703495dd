package io.clipstreams.benchmarks.model;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The text tower with a thousand prompts of different lengths. */
final class TextTowerBenchmark {

  private static final int PROMPTS = 1000;
  private static final List<String> TEMPLATES =
      List.of("%s", "a photo of a %s", "a low resolution photo of the small %s in a garden");

  private TextTowerBenchmark() {}

  static Figure run(Path checkpoint, ModelOptions options) {
    List<String> prompts =
        IntStream.range(0, PROMPTS)
            .mapToObj(i -> TEMPLATES.get(i % TEMPLATES.size()).formatted("thing " + i))
            .toList();
    try (ClipModel model = ClipModels.load(checkpoint, options)) {
      Timing timing =
          Timing.interleaved(0, 3, Map.of("", () -> model.encodeTexts(prompts))).get("");
      return Figure.rate(
          "text tower, %d prompts, %s".formatted(PROMPTS, model.precision()),
          timing,
          PROMPTS,
          "texts/s");
    }
  }
}
