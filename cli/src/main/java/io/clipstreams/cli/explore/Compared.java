package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code similar} answers.
 *
 * @param model fingerprint of the checkpoint
 * @param items what was compared
 * @param similarities the cosine of each with each
 * @param similarity of two; null of more
 * @param meaning of that, in words; null of more
 */
record Compared(
    String model, List<Item> items, float[][] similarities, Float similarity, String meaning) {

  private static final int LONGEST_NAME = 40;

  Compared {
    items = List.copyOf(items);
  }

  /** For people. */
  List<String> lines() {
    if (similarity != null) {
      return List.of(String.format(Locale.ROOT, "%.4f", similarity), meaning);
    }
    List<String> columns = new ArrayList<>(List.of(""));
    for (int i = 1; i <= items.size(); i++) {
      columns.add(Integer.toString(i));
    }
    TextTable table = new TextTable(columns);
    for (int i = 0; i < items.size(); i++) {
      List<String> cells = new ArrayList<>(List.of((i + 1) + " " + name(items.get(i))));
      for (float value : similarities[i]) {
        cells.add(String.format(Locale.ROOT, "%.4f", value));
      }
      table.row(cells);
    }
    return table.lines();
  }

  /** The end tells files apart. */
  private static String name(Item item) {
    String name = item.shown();
    return name.length() <= LONGEST_NAME
        ? name
        : "…" + name.substring(name.length() - LONGEST_NAME + 1);
  }
}
