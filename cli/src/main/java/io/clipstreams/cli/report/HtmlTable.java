package io.clipstreams.cli.report;

import java.util.ArrayList;
import java.util.List;

/** A table of a page. Put together by one thread. */
public final class HtmlTable {

  private final String caption;
  private final List<String> columns;
  private final List<List<Html>> rows = new ArrayList<>();

  /**
   * @param caption says what the table shows
   * @param columns their headings
   */
  public HtmlTable(String caption, List<String> columns) {
    this.caption = caption;
    this.columns = List.copyOf(columns);
  }

  /** A row; the first cell is its heading. */
  public HtmlTable row(List<Html> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.size(), columns.size()));
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** A row; the first cell is its heading. */
  public HtmlTable row(Html... cells) {
    return row(List.of(cells));
  }

  String markup() {
    StringBuilder table = new StringBuilder("<div class=\"wide\"><table>\n<caption>");
    table.append(Html.escaped(caption)).append("</caption>\n<thead><tr>");
    columns.forEach(
        column -> table.append("<th scope=\"col\">").append(Html.escaped(column)).append("</th>"));
    table.append("</tr></thead>\n<tbody>\n");
    for (List<Html> row : rows) {
      table.append("<tr><th scope=\"row\">").append(row.get(0).markup()).append("</th>");
      row.subList(1, row.size())
          .forEach(cell -> table.append("<td>").append(cell.markup()).append("</td>"));
      table.append("</tr>\n");
    }
    return table.append("</tbody>\n</table></div>").toString();
  }
}
