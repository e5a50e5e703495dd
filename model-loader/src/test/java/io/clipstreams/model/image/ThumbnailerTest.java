package io.clipstreams.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.Pixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ThumbnailerTest {

  private final Thumbnailer thumbnailer = new Thumbnailer(ModelOptions.defaults(), 100);

  @Test
  void theWholePictureIsMadeSmall() throws Exception {
    Pixels small = thumbnailer.of(png(400, 200));

    assertThat(small.width()).isEqualTo(100);
    assertThat(small.height()).isEqualTo(50);
    assertThat(red(small, 10, 25)).isGreaterThan(250);
    assertThat(red(small, 90, 25)).isLessThan(5);
  }

  @Test
  void aSmallPictureStaysAsItIs() throws Exception {
    Pixels small = thumbnailer.of(png(30, 40));

    assertThat(small.width()).isEqualTo(30);
    assertThat(small.height()).isEqualTo(40);
  }

  @Test
  void aPictureThatWouldBeALineIsRefused() {
    assertThatThrownBy(() -> thumbnailer.of(png(1, 500)))
        .isInstanceOf(ImageRefusedException.class)
        .hasMessageContaining("1 × 500 pixels is too long and thin");
  }

  private static int red(Pixels pixels, int x, int y) {
    return pixels.rgb()[3 * (y * pixels.width() + x)] & 0xff;
  }

  /** The left half red, the right half blue. */
  private static byte[] png(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(width / 2, 0, width - width / 2, height);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
