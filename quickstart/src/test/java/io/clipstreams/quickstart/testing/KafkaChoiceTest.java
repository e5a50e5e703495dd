package io.clipstreams.quickstart.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KafkaChoiceTest {

  @Test
  void theThreeWordsAreUnderstood() {
    assertThat(KafkaChoice.of("embedded")).isEqualTo(KafkaChoice.EMBEDDED);
    assertThat(KafkaChoice.of("testcontainers")).isEqualTo(KafkaChoice.TESTCONTAINERS);
    assertThat(KafkaChoice.of("auto")).isEqualTo(KafkaChoice.AUTO);
  }

  @Test
  void anyOtherWordFails() {
    assertThatThrownBy(() -> KafkaChoice.of("docker"))
        .hasMessage("-Dkafka=docker: it must be one of [embedded, testcontainers, auto]");
  }
}
