package io.clipstreams.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkpoint that comes with the library loads, and tells a drawn disc from other things. */
class BuiltInCheckpointTest {

  @TempDir Path cache;

  @Test
  void aRedDiscIsARedCircle() throws Exception {
    ModelOptions options = ModelOptions.defaults().withCacheDir(cache).withDevice("cpu");
    List<String> labels = List.of("a red circle", "a dog", "a train", "a banana");
    try (ClipModel model = ClipModels.builtIn(options)) {
      Pixels pixels = model.preprocessor().prepare(redDisc()).pixels();
      float[] image = model.encodeImages(List.of(pixels))[0];
      float[][] texts = model.encodeTexts(labels);
      for (int other = 1; other < labels.size(); other++) {
        assertThat(Embeddings.dot(image, texts[0]))
            .isGreaterThan(Embeddings.dot(image, texts[other]));
      }
    }
  }

  @Test
  void itIsUnpackedOnce() throws Exception {
    ModelOptions options = ModelOptions.defaults().withCacheDir(cache).withDevice("cpu");
    String first;
    try (ClipModel model = ClipModels.builtIn(options)) {
      first = model.fingerprint();
    }
    try (ClipModel model = ClipModels.builtIn(options)) {
      assertThat(model.fingerprint()).isEqualTo(first);
    }
    try (Stream<Path> unpacked = Files.list(cache.resolve("checkpoints"))) {
      assertThat(unpacked).hasSize(1);
    }
  }

  private static byte[] redDisc() throws Exception {
    BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 200, 200);
    graphics.setColor(new Color(221, 46, 68));
    graphics.fillOval(20, 20, 160, 160);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
