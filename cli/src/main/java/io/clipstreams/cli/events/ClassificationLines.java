package io.clipstreams.cli.events;

import io.clipstreams.cli.common.Style;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.ResultStatus;
import io.clipstreams.schemas.ScoredLabel;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Classifications and dead letters as lines for people: image, label set with version, best labels
 * with scores, time from event to answer, batch size.
 */
public final class ClassificationLines {

  private static final int SHOWN = 3;
  private static final int IMAGE_WIDTH = 24;

  private final Style style;

  public ClassificationLines(Style style) {
    this.style = style;
  }

  /**
   * One line for each label set that judged the image.
   *
   * @param seenAt when the answer could be read, in milliseconds since the epoch
   */
  public List<String> of(Classification answer, long seenAt) {
    return answer.getResults().stream().map(result -> line(answer, result, seenAt)).toList();
  }

  /** The answer by one label set. */
  public String line(Classification answer, LabelSetResult result, long seenAt) {
    return String.format(
        Locale.ROOT,
        "%s  %s  %s  %s",
        style.bold(pad(Style.printable(answer.getImageId()), IMAGE_WIDTH)),
        style.faint(Style.printable(result.getLabelSet()) + " v" + result.getVersion()),
        labels(result),
        style.faint(
            "%d ms, batch %d"
                .formatted(
                    Math.max(0, seenAt - answer.getTimes().getEvent().toEpochMilli()),
                    answer.getBatchSize())));
  }

  private String labels(LabelSetResult result) {
    if (result.getStatus() == ResultStatus.UNAVAILABLE) {
      return style.red("(this set cannot judge with this model)");
    }
    if (result.getLabels().isEmpty()) {
      return "(no label fits)";
    }
    List<ScoredLabel> best = result.getLabels();
    String first = style.cyan(label(best.get(0)));
    return best.stream()
        .limit(SHOWN)
        .skip(1)
        .map(ClassificationLines::label)
        .collect(Collectors.joining(", ", first + (best.size() > 1 ? ", " : ""), ""));
  }

  private static String label(ScoredLabel label) {
    String name = label.getDisplayName() == null ? label.getName() : label.getDisplayName();
    return String.format(Locale.ROOT, "%s %.2f", Style.printable(name), label.getScore());
  }

  /** A dead letter as one line. */
  public String of(DeadLetter letter) {
    return "%s  %s  %s"
        .formatted(
            style.bold(pad(Style.printable(String.valueOf(letter.key())), IMAGE_WIDTH)),
            style.red("dead letter"),
            Style.printable(
                "%s, %s: %s".formatted(letter.stage(), letter.reason(), letter.message())));
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }
}
