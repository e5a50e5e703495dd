package io.clipstreams.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.model.checkpoint.PreprocessorConfig.Extent;
import io.clipstreams.model.checkpoint.PreprocessorConfig.Resample;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The crop is a part of the whole resize, whatever way the picture lies in memory. */
class CentreCropTest {

  private static final int WIDTH = 61;
  private static final int HEIGHT = 47;

  private final RgbView picture = random();

  @Test
  void onlyWhatIsKeptIsComputedAndNothingElseDiffers() {
    Extent size = new Extent(20, 26);
    byte[] whole = CentreCrop.of(picture, size, Resample.BICUBIC, size);
    byte[] crop = CentreCrop.of(picture, size, Resample.BICUBIC, new Extent(20, 20));
    for (int y = 0; y < 20; y++) {
      for (int i = 0; i < 3 * 20; i++) {
        assertThat(crop[y * 60 + i]).isEqualTo(whole[y * 78 + 9 + i]);
      }
    }
  }

  @Test
  void aCropLargerThanThePictureIsBlackAround() {
    byte[] crop = CentreCrop.of(picture, new Extent(4, 6), Resample.BILINEAR, new Extent(7, 6));
    byte[] inner = CentreCrop.of(picture, new Extent(4, 6), Resample.BILINEAR, new Extent(4, 6));
    byte[] expected = new byte[7 * 6 * 3];
    System.arraycopy(inner, 0, expected, 2 * 6 * 3, inner.length);
    assertThat(crop).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aTurnedViewGivesTheSameAsATurnedCopy(int orientation) {
    RgbView turned = picture.upright(orientation);
    RgbView copy = copy(turned);
    Extent size = new Extent(19, 17);
    assertThat(CentreCrop.of(turned, size, Resample.BICUBIC, size))
        .isEqualTo(CentreCrop.of(copy, size, Resample.BICUBIC, size));
  }

  private static RgbView random() {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    new Random(1).nextBytes(rgb);
    return RgbView.of(rgb, WIDTH, HEIGHT);
  }

  private static RgbView copy(RgbView view) {
    byte[] rgb = new byte[3 * view.width() * view.height()];
    int out = 0;
    for (int y = 0; y < view.height(); y++) {
      for (int x = 0; x < view.width(); x++) {
        for (int channel : new int[] {0, view.green(), view.blue()}) {
          rgb[out++] = view.data()[view.at(x, y) + channel];
        }
      }
    }
    return RgbView.of(rgb, view.width(), view.height());
  }
}
