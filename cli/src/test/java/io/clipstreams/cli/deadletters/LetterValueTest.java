package io.clipstreams.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LetterValueTest {

  @Test
  void textIsShownAsItIs() {
    assertThat(LetterValue.text("{\"kätze\":\n1}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("{\"kätze\":\n1}");
  }

  @Test
  void whatIsNoTextOrWouldMoveTheCursorIsBase64() {
    assertThat(LetterValue.text(new byte[] {0, (byte) 0xff})).isEqualTo("base64:AP8=");
    assertThat(LetterValue.text("\u001b[2J".getBytes(StandardCharsets.UTF_8)))
        .startsWith("base64:");
  }
}
