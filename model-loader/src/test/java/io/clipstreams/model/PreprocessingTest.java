package io.clipstreams.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.model.ImageRefusedException.Reason;
import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.image.ClipPreprocessor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures become, to the byte, what Pillow makes of them. */
class PreprocessingTest {

  static Stream<Arguments> losslessImages() {
    return images(false);
  }

  static Stream<Arguments> jpegs() {
    return images(true);
  }

  private static Stream<Arguments> images(boolean jpeg) {
    return ParityFixture.all()
        .flatMap(
            expected ->
                expected.images().stream()
                    .filter(image -> image.endsWith(".jpg") == jpeg)
                    .map(image -> Arguments.of(expected, image)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("losslessImages")
  void aLosslessImageHasNoDifferingByte(ParityFixture expected, String image) throws Exception {
    Pixels crop = expected.crop(image);
    Pixels actual = prepare(expected, image);
    assertThat(actual.height()).isEqualTo(crop.height());
    assertThat(actual.width()).isEqualTo(crop.width());
    assertThat(Difference.between(crop, actual).differing()).isZero();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("jpegs")
  void aJpegDiffersByTheDecodersRoundingOnly(ParityFixture expected, String image)
      throws Exception {
    Difference difference = Difference.between(expected.crop(image), prepare(expected, image));
    assertThat(difference.largest()).isLessThanOrEqualTo(3);
    assertThat(difference.mean()).isLessThan(0.1);
  }

  @ParameterizedTest(name = "{0} is refused as {1}")
  @CsvSource({
    "bad/truncated.jpg, TRUNCATED",
    "bad/not-an-image.jpg, NOT_AN_IMAGE",
    "bad/empty.png, EMPTY",
    "bad/pixel-bomb.png, TOO_MANY_PIXELS"
  })
  void aBadImageIsRefusedWithTheReason(String image, Reason reason) {
    assertThatThrownBy(() -> prepare(ParityFixture.of("b32-input"), image))
        .isInstanceOfSatisfying(
            ImageRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @ParameterizedTest(name = "{0} × {1}, {2}")
  @CsvSource({"1, 1000000, b32-input", "4000000, 1, b32-input", "1, 900000, patch14-f16-squash"})
  void aPictureThatIsTooThinToBeResizedIsRefused(int width, int height, String checkpoint)
      throws Exception {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", png);
    assertThatThrownBy(() -> prepare(ParityFixture.of(checkpoint), png.toByteArray()))
        .isInstanceOfSatisfying(
            ImageRefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.TOO_MANY_PIXELS))
        .hasMessageContaining("thin");
  }

  private static Pixels prepare(ParityFixture fixture, String image) throws Exception {
    return prepare(fixture, ParityFixture.image(image));
  }

  private static Pixels prepare(ParityFixture fixture, byte[] encoded) throws Exception {
    CheckpointFolder checkpoint = CheckpointFolder.open(fixture.folder());
    return new ClipPreprocessor(checkpoint.preprocessing(), ModelOptions.defaults())
        .prepare(encoded)
        .pixels();
  }
}
