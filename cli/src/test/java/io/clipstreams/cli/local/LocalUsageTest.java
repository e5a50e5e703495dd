package io.clipstreams.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.cli.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalUsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cat.png                              | --labels",
        "cat.png --labels cat,dog,cat         | 'cat' is given twice",
        "cat.png --labels cat, --label dog    | empty",
        "cat.png --labels cat --template it   | Template 'it' has no {}",
        "--labels cat                         | FILE",
        "cat.png --labels a --precision int8  | --precision",
        "cat.png --labels a --output xml      | --output"
      })
  void classifyRefusesWhatItCannotMean(String arguments, String complaint) {
    CommandRun run = CommandRun.of(("classify " + arguments).split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).contains(complaint);
  }

  @Test
  void encodeWantsAnImageOrAText() {
    CommandRun run = CommandRun.of("encode");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--image", "--text");
  }
}
