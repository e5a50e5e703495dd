package io.clipstreams.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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
    assertThat(svgs(html)).hasSize(2).allSatisfy(svg -> assertThat(svg).doesNotContain("<script"));
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
    assertThat(svgs(html)).allSatisfy(svg -> assertThat(svg).doesNotContain("xlink:href=\"http"));
  }

  @Test
  void plotsAreDrawnForLightAndForDarkPages() throws IOException {
    Plot plot = Plots.bars("images", "count", List.of("cat", "dog"), Map.of("all", List.of(3, 4)));

    assertThat(plot.light()).isNotEqualTo(plot.dark());
    assertThat(svgs(written(new HtmlPage("p").plot(plot))))
        .hasSize(2)
        .allSatisfy(svg -> assertThat(svg).startsWith("<?xml").contains("<svg", "<path"));
  }

  private String written(HtmlPage page) throws IOException {
    Path file = folder.resolve("report.html");
    page.write(file);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    return Files.readString(file);
  }

  private static List<String> svgs(String html) {
    return Pattern.compile("data:image/svg\\+xml;base64,([A-Za-z0-9+/=]+)")
        .matcher(html)
        .results()
        .map(match -> new String(Base64.getDecoder().decode(match.group(1))))
        .toList();
  }
}
