package io.clipstreams.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever way a format stores colours, they become what Pillow makes of them. */
class PillowRgbTest {

  private static final Path PICTURES = Path.of("src/test/resources/pillow");

  private final ImageDecoder decoder = new ImageDecoder(1_000_000, Duration.ofSeconds(10));

  static Stream<String> pictures() throws IOException {
    try (Stream<Path> files = Files.list(PICTURES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".rgb"))
          .map(name -> name.substring(0, name.length() - ".rgb".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void aPictureHasPillowsBytes(String name) throws Exception {
    ByteBuffer expected =
        ByteBuffer.wrap(Files.readAllBytes(PICTURES.resolve(name + ".rgb")))
            .order(ByteOrder.LITTLE_ENDIAN);
    RgbView actual = decoder.decode(Files.readAllBytes(PICTURES.resolve(name)));
    assertThat(actual.width()).isEqualTo(expected.getInt());
    assertThat(actual.height()).isEqualTo(expected.getInt());
    byte[] rgb = new byte[expected.remaining()];
    expected.get(rgb);
    assertThat(largestDifference(bytes(actual), rgb)).isLessThanOrEqualTo(tolerance(name));
  }

  /** JPEG is decoded by the JDK's libjpeg, which is not Pillow's on every JDK. */
  private static int tolerance(String name) {
    return name.endsWith(".jpg") ? 3 : 0;
  }

  private static int largestDifference(byte[] actual, byte[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    int largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs((actual[i] & 0xff) - (expected[i] & 0xff)));
    }
    return largest;
  }

  private static byte[] bytes(RgbView picture) {
    byte[] rgb = new byte[3 * picture.width() * picture.height()];
    int out = 0;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int at = picture.at(x, y);
        rgb[out++] = picture.data()[at];
        rgb[out++] = picture.data()[at + picture.green()];
        rgb[out++] = picture.data()[at + picture.blue()];
      }
    }
    return rgb;
  }
}
