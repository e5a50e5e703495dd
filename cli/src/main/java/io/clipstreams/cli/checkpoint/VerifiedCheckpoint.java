package io.clipstreams.cli.checkpoint;

import io.clipstreams.model.CheckpointReport;
import io.clipstreams.model.checkpoint.ClipConfig;
import io.clipstreams.model.checkpoint.ClipConfig.TowerConfig;
import java.util.List;
import java.util.Locale;

/**
 * A checkpoint as {@code checkpoint verify} prints it.
 *
 * @param model its fingerprint
 * @param embedding length of an embedding
 * @param storage how its tensors are stored
 */
record VerifiedCheckpoint(
    String folder,
    String model,
    ImageTower image,
    TextTower text,
    int embedding,
    long parameters,
    String storage,
    String precision,
    String device,
    double imagesPerSecond,
    double textsPerSecond) {

  record ImageTower(int size, int patch, int width, int layers, int heads, String activation) {}

  record TextTower(
      int vocabulary, int context, int width, int layers, int heads, String activation) {}

  static VerifiedCheckpoint of(CheckpointReport report) {
    ClipConfig config = report.config();
    TowerConfig image = config.vision().tower();
    TowerConfig text = config.text().tower();
    return new VerifiedCheckpoint(
        report.folder().toString(),
        report.fingerprint(),
        new ImageTower(
            config.vision().imageSize(),
            config.vision().patchSize(),
            image.hiddenSize(),
            image.numHiddenLayers(),
            image.numAttentionHeads(),
            activation(image)),
        new TextTower(
            config.text().vocabSize(),
            config.text().maxPositionEmbeddings(),
            text.hiddenSize(),
            text.numHiddenLayers(),
            text.numAttentionHeads(),
            activation(text)),
        config.projectionDim(),
        report.parameters(),
        report.storage(),
        report.precision().toString(),
        report.device(),
        report.imagesPerSecond(),
        report.textsPerSecond());
  }

  private static String activation(TowerConfig tower) {
    return tower.activation().name().toLowerCase(Locale.ROOT);
  }

  List<String> lines() {
    return List.of(
        line("checkpoint", folder),
        line("model", model),
        line(
            "image tower",
            "%d × %d pixels, patch %d, width %d, %d layers, %d heads, %s"
                .formatted(
                    image.size,
                    image.size,
                    image.patch,
                    image.width,
                    image.layers,
                    image.heads,
                    image.activation)),
        line(
            "text tower",
            "%d tokens of %d, width %d, %d layers, %d heads, %s"
                .formatted(
                    text.context,
                    text.vocabulary,
                    text.width,
                    text.layers,
                    text.heads,
                    text.activation)),
        line("embedding", embedding + " values"),
        line("parameters", String.format(Locale.ROOT, "%,d, stored as %s", parameters, storage)),
        line("runs on", device + ", in " + precision),
        line(
            "speed",
            String.format(
                Locale.ROOT,
                "%.1f images/s and %.1f texts/s, in batches of %d",
                imagesPerSecond,
                textsPerSecond,
                CheckpointReport.BATCH)));
  }

  private static String line(String what, String value) {
    return String.format("%-12s %s", what, value);
  }
}
