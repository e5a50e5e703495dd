package io.clipstreams.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class MomentTest {

  private final Moment moment =
      new Moment(Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC));

  @Test
  void aTimeIsReadWithItsZone() {
    assertThat(moment.convert("2026-11-21T03:00:00Z"))
        .isEqualTo(Instant.parse("2026-11-21T03:00:00Z"));
    assertThat(moment.convert("2026-11-21T03:00:00+02:00"))
        .isEqualTo(Instant.parse("2026-11-21T01:00:00Z"));
  }

  @Test
  void aWhileAgoIsCountedFromNow() {
    assertThat(moment.convert("90m")).isEqualTo(Instant.parse("2026-11-21T10:30:00Z"));
    assertThat(moment.convert("7d")).isEqualTo(Instant.parse("2026-11-14T12:00:00Z"));
  }

  @Test
  void whatIsNeitherIsRefusedWithAnExample() {
    assertThatThrownBy(() -> moment.convert("yesterday"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("yesterday")
        .hasMessageContaining("90m");
  }
}
