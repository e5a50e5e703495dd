package io.clipstreams.benchmarks.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.PrecisionChoice;
import io.clipstreams.model.checkpoint.Activation;
import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.checkpoint.ClipConfig;
import io.clipstreams.model.checkpoint.ClipConfig.TextConfig;
import io.clipstreams.model.checkpoint.ClipConfig.TowerConfig;
import io.clipstreams.model.checkpoint.ClipConfig.VisionConfig;
import io.clipstreams.model.checkpoint.RandomCheckpoint;
import io.clipstreams.model.checkpoint.StoredType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compared with computes the same; otherwise a ratio would say nothing. */
class PeersTest {

  private static final ClipConfig SMALL =
      new ClipConfig(
          new VisionConfig(new TowerConfig(64, 256, 2, 4, Activation.QUICK_GELU, 1e-5), 32, 8),
          new TextConfig(new TowerConfig(48, 192, 2, 4, Activation.QUICK_GELU, 1e-5), 514, 77, 2),
          40);

  @TempDir Path temp;
  private Path checkpoint;
  private ModelOptions options;

  @BeforeEach
  void write() throws IOException {
    checkpoint = RandomCheckpoint.write(temp.resolve("checkpoint"), SMALL, StoredType.F32, 3);
    options =
        ModelOptions.defaults()
            .withDevice("cpu")
            .withPrecision(PrecisionChoice.FLOAT32)
            .withCacheDir(temp.resolve("cache"));
  }

  @Test
  void djlsOperationsGiveTheSameImageEmbeds() {
    List<Pixels> images = ImageTowerBenchmark.noise(3, 32);
    try (ClipModel model = ClipModels.load(checkpoint, options);
        DjlOperationsTower peer = new DjlOperationsTower(CheckpointFolder.open(checkpoint))) {
      float[][] ours = model.encodeImages(images);
      float[] theirs = peer.encodeImages(images);
      assertThat(theirs).hasSize(3 * 40);
      for (int i = 0; i < theirs.length; i++) {
        assertThat(theirs[i]).isCloseTo(ours[i / 40][i % 40], within(1e-5f));
      }
    }
  }

  @Test
  void djlsTranslatorGivesProbabilitiesNearOurs() throws Exception {
    byte[] jpeg = DrawnPhoto.jpeg(200, 150, 1);
    List<String> labels = List.of("a cat", "a much longer label", "x");
    try (ClipModel model = ClipModels.load(checkpoint, options);
        DjlZeroShot peer = new DjlZeroShot(checkpoint, "BILINEAR")) {
      double[] theirs = peer.classify(jpeg, labels);
      float[] image = model.encodeImages(List.of(model.preprocessor().prepare(jpeg).pixels()))[0];
      float[][] texts = model.encodeTexts(labels);
      double[] ours = new double[labels.size()];
      double sum = 0;
      for (int t = 0; t < texts.length; t++) {
        double similarity = 0;
        for (int i = 0; i < image.length; i++) {
          similarity += image[i] * texts[t][i];
        }
        ours[t] = Math.exp(model.logitScale() * similarity);
        sum += ours[t];
      }
      for (int t = 0; t < texts.length; t++) {
        assertThat(theirs[t]).isCloseTo(ours[t] / sum, within(0.2));
      }
    }
  }

  @Test
  void theArithmeticOfViTB32IsCountedAsPublished() {
    double nominal = ImageTowerBenchmark.operations(RandomCheckpoint.vitB32(), false);
    assertThat(nominal / 1e9).isCloseTo(8.73, within(0.05));
    assertThat(ImageTowerBenchmark.operations(RandomCheckpoint.vitB32(), true))
        .isBetween(0.9 * nominal, 0.97 * nominal);
  }
}
