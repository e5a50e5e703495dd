package io.clipstreams.cli.common;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows in columns that are as wide as they need to be: the first aligned to the left, the others to
 * the right. Put together by one thread.
 */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** The headings. */
  public TextTable(String... columns) {
    rows.add(List.of(columns));
  }

  /** The headings. */
  public TextTable(List<String> columns) {
    rows.add(List.copyOf(columns));
  }

  /** Adds a row; what could move a terminal's cursor is replaced. */
  public TextTable row(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.size(), rows.get(0).size()));
    }
    rows.add(cells.stream().map(Style::printable).toList());
    return this;
  }

  /** Adds a row. */
  public TextTable row(String... cells) {
    return row(List.of(cells));
  }

  /** The lines, the headings first. */
  public List<String> lines() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      String blanks = " ".repeat(widths[i] - length(cell));
      line.append(i == 0 ? cell + blanks : GAP + blanks + cell);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
