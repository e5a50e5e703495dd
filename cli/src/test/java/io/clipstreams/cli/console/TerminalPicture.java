package io.clipstreams.cli.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** A picture of what a command has printed, as a terminal would show it. */
final class TerminalPicture {

  private static final int FIRST = 14;
  private static final int LAST = 26;

  private TerminalPicture() {}

  /** Its first and its last lines, drawn in a tab of its own. */
  static void take(ChromeDriver chromium, String output, Path file) throws IOException {
    String tab = chromium.getWindowHandle();
    chromium.switchTo().newWindow(WindowType.TAB);
    String html = page(shortened(output.lines().toList()));
    chromium.get(
        "data:text/html;charset=utf-8;base64,"
            + Base64.getEncoder().encodeToString(html.getBytes(StandardCharsets.UTF_8)));
    Files.write(file, chromium.findElement(By.tagName("pre")).getScreenshotAs(OutputType.BYTES));
    chromium.close();
    chromium.switchTo().window(tab);
  }

  private static String shortened(List<String> lines) {
    int last = Math.max(FIRST, lines.size() - LAST);
    return Stream.of(
            Stream.of("$ ./clip-streams demo"),
            lines.stream().limit(FIRST),
            Stream.of("…"),
            lines.stream().skip(last))
        .flatMap(part -> part)
        .collect(Collectors.joining("\n"));
  }

  private static String page(String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return """
        <!doctype html><meta charset="utf-8"><style>
        body { margin: 0; background: #11151b }
        pre { margin: 0; padding: 18px 22px; width: 1060px; overflow: hidden;
          background: #11151b; color: #dbe3ec; font: 13px/1.45 "DejaVu Sans Mono", monospace }
        </style><pre>%s</pre>"""
        .formatted(escaped);
  }
}
