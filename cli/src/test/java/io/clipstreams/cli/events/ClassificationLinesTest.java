package io.clipstreams.cli.events;

import static io.clipstreams.cli.events.Answers.EVENT;
import static io.clipstreams.cli.events.Answers.classification;
import static io.clipstreams.cli.events.Answers.label;
import static io.clipstreams.cli.events.Answers.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.cli.common.Style;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.ResultStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassificationLinesTest {

  private final ClassificationLines plain = new ClassificationLines(new Style(false));

  @Test
  void aLineHasImageVersionBestLabelsTimeAndBatch() {
    List<String> lines =
        plain.of(
            classification(
                "cat.png",
                result(
                    7,
                    label("cat", 0.9f),
                    label("dog", 0.06f),
                    label("ox", 0.03f),
                    label("fox", 0.01f))),
            EVENT + 84);

    assertThat(lines)
        .containsExactly(
            "cat.png                   pets v7  cat 0.90, dog 0.06, ox 0.03  84 ms, batch 8");
  }

  @Test
  void eachLabelSetHasItsLine() {
    assertThat(
            plain.of(
                classification("cat.png", result(1, label("cat", 1)), result(2, label("ox", 1))),
                EVENT))
        .hasSize(2);
  }

  @Test
  void aResultWithoutLabelsSaysSo() {
    assertThat(plain.of(classification("cat.png", result(1)), EVENT).get(0))
        .contains("(no label fits)");
  }

  @Test
  void aSetThatCannotJudgeSaysSo() {
    LabelSetResult unavailable = new LabelSetResult("p", 1L, ResultStatus.UNAVAILABLE, List.of());

    assertThat(plain.of(classification("cat.png", unavailable), EVENT).get(0))
        .contains("cannot judge");
  }

  @Test
  void aNameCannotControlTheTerminal() {
    assertThat(plain.of(classification("\u001b[2Jcat", result(1, label("a\u001b]0;b", 1))), EVENT))
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void colourIsOnlyForTerminals() {
    assertThat(
            new ClassificationLines(new Style(true))
                .of(classification("cat.png", result(1, label("cat", 1))), EVENT)
                .get(0))
        .contains("\u001b[36mcat 1.00\u001b[0m");
  }
}
