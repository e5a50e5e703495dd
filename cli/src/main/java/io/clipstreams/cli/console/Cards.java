package io.clipstreams.cli.console;

import io.clipstreams.cli.deadletters.Letter;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.ScoredLabel;
import java.util.List;

/** What the page shows of a record, cut to what fits there. */
final class Cards {

  private static final int MOST_RESULTS = 4;
  private static final int MOST_LABELS = 5;
  private static final int MOST_TEXT = 300;

  private Cards() {}

  /**
   * An image and its answer. Times are in milliseconds since the epoch.
   *
   * @param handle names the image in this process, for its thumbnail
   */
  record Image(
      String handle,
      String image,
      long event,
      long scored,
      int batch,
      String cause,
      List<Result> results) {}

  /** The answer of one label set. */
  record Result(String set, long version, String status, List<Scored> labels) {}

  /** A label and how well it fits. */
  record Scored(String name, float score) {}

  /**
   * An input without an answer.
   *
   * @param position of the dead letter in its topic
   * @param source of the input
   */
  record DeadLetter(
      String position,
      long time,
      String stage,
      String reason,
      String error,
      String key,
      String source,
      int replays) {}

  static Image image(String handle, Classification of) {
    return new Image(
        handle,
        cut(of.getImageId()),
        of.getTimes().getEvent().toEpochMilli(),
        of.getTimes().getScored().toEpochMilli(),
        of.getBatchSize(),
        of.getCause().name(),
        of.getResults().stream().limit(MOST_RESULTS).map(Cards::result).toList());
  }

  private static Result result(LabelSetResult of) {
    return new Result(
        of.getLabelSet(),
        of.getVersion(),
        of.getStatus().name(),
        of.getLabels().stream().limit(MOST_LABELS).map(Cards::scored).toList());
  }

  private static Scored scored(ScoredLabel of) {
    String shown = of.getDisplayName() == null ? of.getName() : of.getDisplayName();
    return new Scored(cut(shown), of.getScore());
  }

  static DeadLetter letter(Letter of) {
    return new DeadLetter(
        of.position().toString(),
        of.time().toEpochMilli(),
        cut(of.stage()),
        cut(of.reason()),
        cut(of.error()),
        cut(of.key()),
        cut(of.source()),
        of.replays());
  }

  private static String cut(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }
}
