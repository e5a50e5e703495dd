package io.clipstreams.cli.demo;

import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.cli.common.Style;
import io.clipstreams.cli.events.ClassificationLines;
import io.clipstreams.cli.events.DeadLetter;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.LabelSetResult;
import java.io.PrintWriter;

/**
 * Where the demo's lines go: classifications to stdout; the story there too, unless stdout is for
 * JSON; progress to stderr. Any thread may call any method.
 */
final class DemoOutput {

  private final PrintWriter out;
  private final PrintWriter err;
  private final OutputFormat format;
  private final Style style;
  private final ClassificationLines lines;

  DemoOutput(PrintWriter out, PrintWriter err, OutputFormat format, Style style) {
    this.out = out;
    this.err = err;
    this.format = format;
    this.style = style;
    this.lines = new ClassificationLines(style);
  }

  /** What the demo does, for people. */
  synchronized void story(String text) {
    PrintWriter to = format == OutputFormat.JSON ? err : out;
    to.println(text);
    to.flush();
  }

  /** A turn of the story that must not be overlooked. */
  void headline(String text) {
    story("");
    story(style.bold(text));
  }

  /** That something which takes time is done. */
  synchronized void progress(String text) {
    err.println(text);
    err.flush();
  }

  /**
   * A classification.
   *
   * @param result the part of {@code full} that {@code answer} tells of
   * @param seenAt when it could be read, in milliseconds since the epoch
   */
  synchronized void answer(
      DemoAnswer answer, Classification full, LabelSetResult result, long seenAt) {
    if (format == OutputFormat.JSON) {
      out.println(Json.line(answer));
    } else {
      out.println(mark(answer) + " " + lines.line(full, result, seenAt));
    }
    out.flush();
  }

  /** A dead letter: not a result, but nothing that may stay unseen. */
  synchronized void refusal(DeadLetter letter) {
    story("  " + lines.of(letter));
  }

  private String mark(DemoAnswer answer) {
    if (!answer.judgeable()) {
      return " ";
    }
    return answer.right() ? style.green("✓") : style.red("✗");
  }
}
