package io.clipstreams.cli.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws plots with XChart. */
public final class Plots {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 400;
  private static final int AXIS = 140;
  private static final int MOST_CELLS_EDGE = 1_400;

  /** Dots of a picture for each of the page's: fine screens show both. */
  private static final int SHARPNESS = 2;

  private static final String FONT = Font.SANS_SERIF;

  private Plots() {}

  /**
   * Bars side by side, for each category one of each series.
   *
   * @param title which is also read out instead of the plot
   * @param series values by the name of the series, one for each category
   */
  public static Plot bars(
      String title,
      String axis,
      List<String> categories,
      Map<String, ? extends List<? extends Number>> series) {
    return draw(title, palette -> bars(title, axis, categories, series, palette));
  }

  private static CategoryChart bars(
      String title,
      String axis,
      List<String> categories,
      Map<String, ? extends List<? extends Number>> series,
      Palette palette) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .yAxisTitle(axis)
            .build();
    style(chart.getStyler(), palette);
    chart.getStyler().setSeriesColors(palette.series().toArray(Color[]::new));
    chart.getStyler().setLegendVisible(series.size() > 1);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setXAxisLabelRotation(categories.size() > 8 ? 45 : 0);
    chart.getStyler().setYAxisMin(0.0);
    series.forEach((name, values) -> chart.addSeries(name, categories, values));
    return chart;
  }

  /**
   * A table of values as colours.
   *
   * @param title which is also read out instead of the plot
   * @param values a row for each of {@code rows}, in it one for each of {@code columns}
   */
  public static Plot heatMap(
      String title,
      String columnsAxis,
      String rowsAxis,
      List<String> columns,
      List<String> rows,
      int[][] values) {
    return draw(
        title, palette -> heatMap(title, columnsAxis, rowsAxis, columns, rows, values, palette));
  }

  private static HeatMapChart heatMap(
      String title,
      String columnsAxis,
      String rowsAxis,
      List<String> columns,
      List<String> rows,
      int[][] values,
      Palette palette) {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(edge(columns.size()) + AXIS)
            .height(edge(rows.size()))
            .title(title)
            .xAxisTitle(columnsAxis)
            .yAxisTitle(rowsAxis)
            .build();
    style(chart.getStyler(), palette);
    chart.getStyler().setXAxisLabelRotation(45);
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.getStyler().setRangeColors(new Color[] {palette.low(), palette.high()});
    chart.getStyler().setMin(0);
    chart.getStyler().setValueFontColor(palette.text());
    chart.getStyler().setShowValue(columns.size() <= 30);
    chart.getStyler().setHeatMapDecimalValueFormatter(value -> Figures.format("%,.0f", value));
    chart.addSeries(title, columns, reversed(rows), cells(values));
    return chart;
  }

  private static int edge(int cells) {
    return Math.min(MOST_CELLS_EDGE, 2 * AXIS + 34 * cells);
  }

  /** XChart counts rows from below. */
  private static List<String> reversed(List<String> rows) {
    List<String> reversed = new ArrayList<>(rows);
    Collections.reverse(reversed);
    return reversed;
  }

  /** Those that are not 0: the others are left empty. */
  private static List<Number[]> cells(int[][] values) {
    List<Number[]> cells = new ArrayList<>();
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < values[row].length; column++) {
        if (values[row][column] != 0) {
          cells.add(new Number[] {column, values.length - 1 - row, values[row][column]});
        }
      }
    }
    return cells;
  }

  /** Draws once for light pages and once for dark ones. */
  private static Plot draw(String title, Function<Palette, Chart<?, ?>> chart) {
    Chart<?, ?> light = chart.apply(Palette.LIGHT);
    return new Plot(
        png(light), png(chart.apply(Palette.DARK)), title, light.getWidth(), light.getHeight());
  }

  private static String png(Chart<?, ?> chart) {
    int width = chart.getWidth();
    int height = chart.getHeight();
    BufferedImage image =
        new BufferedImage(SHARPNESS * width, SHARPNESS * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(SHARPNESS, SHARPNESS);
    chart.paint(graphics, width, height);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return DataUris.of("image/png", out.toByteArray());
  }

  private static void style(AxesChartStyler styler, Palette palette) {
    Font plain = new Font(FONT, Font.PLAIN, 12);
    Font bold = new Font(FONT, Font.BOLD, 14);
    styler.setChartBackgroundColor(palette.ground());
    styler.setPlotBackgroundColor(palette.ground());
    styler.setPlotBorderColor(palette.line());
    styler.setPlotGridLinesColor(palette.line());
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setAxisTickMarksColor(palette.line());
    styler.setLegendBackgroundColor(palette.ground());
    styler.setLegendBorderColor(palette.line());
    styler.setLegendFont(plain);
    styler.setChartFontColor(palette.text());
    styler.setChartTitleFont(bold);
    styler.setAxisTitleFont(plain);
    styler.setAxisTickLabelsFont(plain);
    styler.setAxisTickLabelsColor(palette.text());
    styler.setXAxisTitleColor(palette.text());
    styler.setYAxisTitleColor(palette.text());
  }
}
