package io.clipstreams.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.ImageRefusedException.Reason;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No bytes get past the decoder but as a picture or as a refusal with its reason. */
class UntrustedBytesTest {

  private static final Path IMAGES = Path.of("src/test/resources/parity/images");

  private final ImageDecoder decoder = new ImageDecoder(1_000_000, Duration.ofSeconds(10));

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "0.3, baseline.jpg",
    "0.99, baseline.jpg",
    "0.3, progressive.jpg",
    "0.99, gray.jpg",
    "0.3, landscape.png",
    "0.99, landscape.png",
    "0.3, palette.png",
    "0.99, palette.png",
    "0.3, lossless.webp",
    "0.99, lossless.webp",
    "0.3, picture.bmp",
    "0.99, picture.bmp",
    "0.3, still.gif",
    "0.99, still.gif"
  })
  void aFileThatEndsEarlyIsRefused(double share, String image) throws Exception {
    byte[] whole = Files.readAllBytes(IMAGES.resolve(image));
    byte[] cut = Arrays.copyOf(whole, (int) (whole.length * share));
    assertThat(refusal(cut).reason()).isEqualTo(Reason.TRUNCATED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline.jpg",
        "gray.png",
        "palette.png",
        "lossless.webp",
        "picture.bmp",
        "still.gif"
      })
  void aDamagedFileIsAPictureOrRefused(String image) throws Exception {
    byte[] whole = Files.readAllBytes(IMAGES.resolve(image));
    Random random = new Random(5);
    int refused = 0;
    for (int round = 0; round < 60; round++) {
      byte[] damaged = whole.clone();
      int reach = round % 2 == 0 ? Math.min(400, whole.length) : whole.length;
      for (int i = 0; i < 8; i++) {
        damaged[random.nextInt(reach)] = (byte) random.nextInt();
      }
      try {
        RgbView picture = decoder.decode(damaged);
        assertThat(picture.width() * picture.height()).isPositive();
      } catch (ImageRefusedException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"JPEG", "PNG", "BMP", "GIF"})
  void aPictureOverTheLimitIsRefusedByItsHeader(String format) throws Exception {
    byte[] large = encode(format, 1001, 1000);
    assertThat(refusal(large).reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
    assertThat(refusal(large)).hasMessageContaining("1001 × 1000").hasMessageContaining("1000000");
  }

  @Test
  void aGifWhoseScreenIsOverTheLimitIsRefused() throws Exception {
    byte[] gif = encode("GIF", 10, 10);
    Arrays.fill(gif, 6, 10, (byte) 0xff);
    assertThat(refusal(gif).reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
  }

  @Test
  void aDecodeThatTakesTooLongIsRefused() throws Exception {
    byte[] large = encode("PNG", 3000, 3000);
    ImageDecoder hasty = new ImageDecoder(10_000_000, Duration.ofNanos(1));
    assertThatThrownBy(() -> hasty.decode(large))
        .isInstanceOfSatisfying(
            ImageRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
  }

  private ImageRefusedException refusal(byte[] encoded) {
    try {
      decoder.decode(encoded);
    } catch (ImageRefusedException e) {
      return e;
    }
    throw new AssertionError("the picture was not refused");
  }

  private static byte[] encode(String format, int width, int height) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }
}
