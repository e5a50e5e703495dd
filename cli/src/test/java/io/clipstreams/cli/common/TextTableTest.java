package io.clipstreams.cli.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    assertThat(new TextTable("class", "n").row("cat", "1,000").row("hot dog", "2").lines())
        .containsExactly("class        n", "cat      1,000", "hot dog      2");
  }

  @Test
  void noCellMovesTheCursor() {
    assertThat(new TextTable("class").row("a\u001b[2Jb").lines()).last().isEqualTo("a\ufffd[2Jb");
  }

  @Test
  void aRowHasACellForEachColumn() {
    assertThatThrownBy(() -> new TextTable("a", "b").row("1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
