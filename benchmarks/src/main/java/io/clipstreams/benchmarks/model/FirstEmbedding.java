package io.clipstreams.benchmarks.model;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.PrecisionChoice;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that ends when it has its first embedding; see {@link StartBenchmark}. */
final class FirstEmbedding {

  private FirstEmbedding() {}

  /** Takes the checkpoint's folder and the cache folder. */
  public static void main(String[] arguments) {
    ModelOptions options =
        ModelOptions.defaults()
            .withDevice("cpu")
            .withPrecision(PrecisionChoice.AUTO)
            .withCacheDir(Path.of(arguments[1]));
    try (ClipModel model = ClipModels.load(Path.of(arguments[0]), options)) {
      float[][] embedding = model.encodeTexts(List.of("a photo of a cat"));
      System.out.println(embedding[0][0]);
      System.out.flush();
      Runtime.getRuntime().halt(0);
    }
  }
}
