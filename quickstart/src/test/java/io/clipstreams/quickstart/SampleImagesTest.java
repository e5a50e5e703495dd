package io.clipstreams.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SampleImagesTest {

  @Test
  void theListSaysWhatIsRightForEachFile() {
    var samples = SampleImages.load("/two-samples");
    assertThat(samples).extracting(SampleImage::file).containsExactly("red.png", "lost.png");
    assertThat(samples.get(0).truth()).containsExactly("red", "colour");
  }

  @Test
  void theBytesAreThoseOfTheFile() throws IOException {
    byte[] bytes = SampleImages.load("/two-samples").get(0).bytes();
    assertThat(ImageIO.read(new ByteArrayInputStream(bytes)).getRGB(0, 0)).isEqualTo(0xffff0000);
  }

  @Test
  void aFileThatIsListedAndNotThereIsNamed() {
    SampleImage lost = SampleImages.load("/two-samples").get(1);
    assertThatThrownBy(lost::bytes).hasMessageContaining("/two-samples/lost.png");
  }

  @Test
  void aListThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> SampleImages.load("/nowhere"))
        .hasMessageContaining("/nowhere/samples.json");
  }
}
