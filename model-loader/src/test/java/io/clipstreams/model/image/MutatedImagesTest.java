package io.clipstreams.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.ImageRefusedException.Reason;
import io.clipstreams.model.MutatedImages;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** 10,000 damaged pictures: each is one all the same, or is refused, and none costs too much. */
class MutatedImagesTest {

  private static final int IMAGES = 10_000;
  private static final int MAX_PIXELS = 1_000_000;

  /**
   * What decoding one picture may allocate, all in all: several copies of the largest picture on
   * its way to RGB. A file that makes a reader allocate by its own numbers is far above.
   */
  private static final long MOST_ALLOCATED = 32L * MAX_PIXELS;

  private final ImageDecoder decoder = new ImageDecoder(MAX_PIXELS, Duration.ofSeconds(10));
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void eachIsAPictureOrIsRefusedWithinItsShareOfTheHeap() throws Exception {
    MutatedImages images = new MutatedImages(Path.of("src/test/resources/pillow"), 7);
    Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
    int decoded = 0;

    for (int number = 0; number < IMAGES; number++) {
      byte[] bytes = images.get(number);
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        RgbView picture = decoder.decode(bytes);
        assertThat((long) picture.width() * picture.height()).isBetween(1L, (long) MAX_PIXELS);
        decoded++;
      } catch (ImageRefusedException e) {
        refused.merge(e.reason(), 1, Integer::sum);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("number %d: %s".formatted(number, e), e);
      }
      assertThat(threads.getCurrentThreadAllocatedBytes() - before)
          .as("bytes allocated for number %d, of %d bytes", number, bytes.length)
          .isLessThan(MOST_ALLOCATED);
    }

    System.out.printf("%d damaged pictures: %d decoded, refused %s%n", IMAGES, decoded, refused);
    // Neither is everything refused nor nothing: the damage is neither too great nor too small.
    assertThat(decoded).isBetween(IMAGES / 10, IMAGES * 9 / 10);
    assertThat(refused)
        .containsKeys(
            Reason.NOT_AN_IMAGE, Reason.TRUNCATED, Reason.CORRUPT, Reason.TOO_MANY_PIXELS);
  }
}
