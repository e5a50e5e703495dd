package io.clipstreams.cli.explore;

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
    int width = items.stream().map(item -> name(item).length()).max(Integer::compare).orElseThrow();
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(" ".repeat(width + 4));
    for (int i = 0; i < items.size(); i++) {
      head.append(String.format(Locale.ROOT, "%8d", i + 1));
    }
    lines.add(head.toString());
    for (int i = 0; i < items.size(); i++) {
      StringBuilder line =
          new StringBuilder(
              String.format(Locale.ROOT, "%3d %-" + width + "s", i + 1, name(items.get(i))));
      for (float value : similarities[i]) {
        line.append(String.format(Locale.ROOT, "%8.4f", value));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** The end tells files apart. */
  private static String name(Item item) {
    String name = item.shown();
    return name.length() <= LONGEST_NAME
        ? name
        : "…" + name.substring(name.length() - LONGEST_NAME + 1);
  }
}
