package io.clipstreams.benchmarks.fidelity;

import io.clipstreams.model.Agreement;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.Drawings;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.ParityFixture;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.PrecisionChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures and writes {@code docs/fidelity.md}. Its name keeps it out of the build; the document
 * says how to run it. The tests of model-loader hold the same figures against their bars.
 */
class FidelityDocument {

  private static final int DRAWINGS = 1000;

  @TempDir Path cache;

  @Test
  void write() throws Exception {
    ModelOptions options = ModelOptions.defaults().withCacheDir(cache).withDevice("cpu");
    List<CheckpointFidelity> checkpoints = new ArrayList<>();
    for (ParityFixture fixture : ParityFixture.all().toList()) {
      checkpoints.add(CheckpointFidelity.of(fixture, options));
    }
    String document =
        Files.readString(Path.of("src/test/resources/fidelity-template.md"))
            .replace("{java}", System.getProperty("java.vendor") + "'s Java " + Runtime.version())
            .replace("{float32}", rows(checkpoints, FidelityDocument::embeddings))
            .replace("{pictures}", rows(checkpoints, FidelityDocument::pictures))
            .replace("{probabilities}", rows(checkpoints, FidelityDocument::probabilities))
            .replace("{agreement}", agreement(options));
    Files.createDirectories(Path.of("../docs"));
    Files.writeString(Path.of("../docs/fidelity.md"), document);
  }

  private static String embeddings(CheckpointFidelity c) {
    return row(
        "%s | %.1e | %.1e | %.1e | %.6f",
        c.name(), c.images(), c.texts(), c.logits(), c.bfloat16());
  }

  private static String pictures(CheckpointFidelity c) {
    return row(
        "%s | %d | %d | %.4f | %.6f",
        c.name(), c.losslessBytes(), c.jpeg().largest(), c.jpeg().mean(), c.jpegCosine());
  }

  private static String probabilities(CheckpointFidelity c) {
    return row("%s | %.1e | %.1e | %.1e", c.name(), c.probs(), c.bilinear(), c.bicubic());
  }

  private static String agreement(ModelOptions options) throws Exception {
    try (ClipModel float32 = ClipModels.builtIn(options.withPrecision(PrecisionChoice.FLOAT32));
        ClipModel bfloat16 = ClipModels.builtIn(options.withPrecision(PrecisionChoice.BFLOAT16))) {
      List<Pixels> drawings = new ArrayList<>();
      for (int number = 0; number < DRAWINGS; number++) {
        drawings.add(float32.preprocessor().prepare(Drawings.png(number)).pixels());
      }
      Agreement agreement =
          Agreement.of(
              float32.encodeImages(drawings),
              bfloat16.encodeImages(drawings),
              float32.encodeTexts(Drawings.LABELS),
              bfloat16.encodeTexts(Drawings.LABELS),
              float32.logitScale());
      return row(
          "%d | %.6f | %.2f %% | %.2f %%",
          DRAWINGS,
          agreement.lowestCosine(),
          100 * agreement.logitsWithinHalf(),
          100 * agreement.sameTop1());
    }
  }

  private static String rows(
      List<CheckpointFidelity> checkpoints, Function<CheckpointFidelity, String> row) {
    return String.join("\n", checkpoints.stream().map(row).toList());
  }

  private static String row(String format, Object... values) {
    return "| " + String.format(Locale.ROOT, format, values) + " |";
  }
}
