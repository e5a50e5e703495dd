package io.clipstreams.topology.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeapCheckTest {

  private static final long MIB = 1 << 20;

  private final ImageSettings images =
      new ImageSettings(25 * (int) MIB, 50_000_000, Duration.ofSeconds(10), 2);
  private final InFlightSettings inFlight =
      new InFlightSettings(128, 128 * MIB, 1_000, Duration.ofHours(2));

  @Test
  void whatFitsPasses() {
    assertThatCode(() -> HeapCheck.requireFits(images, inFlight, 1_024 * MIB))
        .doesNotThrowAnyException();
  }

  @Test
  void whatDoesNotFitSaysWhatToLower() {
    assertThatThrownBy(() -> HeapCheck.requireFits(images, inFlight, 512 * MIB))
        .hasMessageContainingAll(
            "decode.threads 2", "image.max.pixels", "inflight.max.bytes", "-Xmx");
  }
}
