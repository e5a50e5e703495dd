package io.clipstreams.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlPageTest {

  private static final String HOSTILE = "</style><script>alert(1)</script>\" onerror='x'&\u0000";

  @TempDir private Path folder;

  @Test
  void whateverComesFromOutsideIsShownAsText() throws IOException {
    HtmlPage page =
        new HtmlPage(HOSTILE)
            .heading(HOSTILE)
            .subheading(HOSTILE)
            .paragraph(HOSTILE)
            .table(
                new HtmlTable(HOSTILE, List.of(HOSTILE, HOSTILE))
                    .row(Html.text(HOSTILE), Html.strong(HOSTILE)))
            .details(HOSTILE, new HtmlTable(HOSTILE, List.of(HOSTILE)).row(Html.faint(HOSTILE)))
            .gallery(List.of(new Figure(Optional.empty(), HOSTILE, Html.text(HOSTILE))))
            .plot(Plots.bars(HOSTILE, HOSTILE, List.of(HOSTILE), Map.of(HOSTILE, List.of(1))));

    String html = written(page);

    assertThat(html)
        .doesNotContain("<script", "\" onerror", "\u0000")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onerror=&#39;x&#39;&amp;");
  }

  @Test
  void itAsksNothingOfAnyNetwork() throws IOException {
    String html =
        written(
            new HtmlPage("title")
                .plot(
                    Plots.heatMap(
                        "confusion",
                        "x",
                        "y",
                        List.of("a", "b"),
                        List.of("a", "b"),
                        new int[][] {{3, 1}, {0, 2}})));

    assertThat(html)
        .contains("default-src 'none'; img-src data:")
        .doesNotContainPattern("(src|srcset|href)=\"(?!data:)");
  }

  @Test
  void plotsAreDrawnForLightAndForDarkPages() throws IOException {
    Plot plot = Plots.bars("images", "count", List.of("cat", "dog"), Map.of("all", List.of(3, 4)));

    assertThat(plot.light()).isNotEqualTo(plot.dark());
    List<BufferedImage> pictures = pictures(written(new HtmlPage("p").plot(plot)));
    assertThat(pictures).hasSize(2);
    assertThat(brightness(pictures.get(0))).isLessThan(60);
    assertThat(brightness(pictures.get(1))).isGreaterThan(190);
  }

  private String written(HtmlPage page) throws IOException {
    Path file = folder.resolve("report.html");
    page.write(file);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    return Files.readString(file);
  }

  /** In the order of the page: the one for dark pages comes first. */
  private static List<BufferedImage> pictures(String html) throws IOException {
    List<BufferedImage> pictures = new ArrayList<>();
    Matcher matcher = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)").matcher(html);
    while (matcher.find()) {
      byte[] png = Base64.getDecoder().decode(matcher.group(1));
      pictures.add(ImageIO.read(new ByteArrayInputStream(png)));
    }
    return pictures;
  }

  /** Of the corner. */
  private static int brightness(BufferedImage picture) {
    Color corner = new Color(picture.getRGB(2, 2));
    return (corner.getRed() + corner.getGreen() + corner.getBlue()) / 3;
  }
}
