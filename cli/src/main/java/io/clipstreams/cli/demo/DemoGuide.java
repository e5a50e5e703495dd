package io.clipstreams.cli.demo;

import io.clipstreams.cli.demo.DemoStory.Outcome;
import io.clipstreams.cli.demo.DemoTally.Score;
import io.clipstreams.quickstart.LocalServers;
import java.nio.file.Path;
import java.util.Locale;

/** What the demo says at its end: how it went, and how to go on. */
final class DemoGuide {

  /** The launcher names itself, so that what is printed can be pasted anywhere. */
  private static final String LAUNCHER =
      System.getProperty("clipstreams.launcher", "./clip-streams");

  private DemoGuide() {}

  static String summary(
      Outcome outcome, DemoTally tally, double startSeconds, String operationsUrl) {
    return String.format(
        Locale.ROOT,
        """
        %d images were emitted, %d classified.
          right by version %d: %s
          right by version %d: %s
          all together: %s
          the last %d at once: %.0f images/s
          ready %.1f s after the start
          health and metrics: %s/health/ready, /health/live, /metrics, /info""",
        tally.emittedCount(),
        tally.answers(),
        outcome.first(),
        share(tally.score(outcome.first())),
        outcome.second(),
        share(tally.score(outcome.second())),
        share(tally.score(outcome.first()).plus(tally.score(outcome.second()))),
        outcome.burst(),
        outcome.imagesPerSecond(),
        startSeconds,
        operationsUrl);
  }

  private static String share(Score score) {
    return score.judged() == 0
        ? "none has a right label"
        : String.format(
            Locale.ROOT,
            "%d of %d (%.0f %%)",
            score.right(),
            score.judged(),
            100.0 * score.right() / score.judged());
  }

  static String howToGoOn(DemoStack stack, Path config) {
    LocalServers servers = stack.servers();
    String rest = " --config " + config;
    return """
        Everything keeps running. The console, to watch and to edit labels in a browser:
          %s
        Broker, registry and S3:
          %s
          %s
          %s  (bucket %s, access key %s, secret key %s)
        From a second terminal:
          %s submit my.png%s
          %s labels set %s --labels cat,dog,'something else'%s
          %s labels get %s%s
          %s watch%s
          %s search 'a drawing of a cat' --topic%s
        Ctrl-C ends it."""
        .formatted(
            stack.consoleUrl(),
            servers.kafka().bootstrapServers(),
            servers.registry().url(),
            servers.s3().endpoint(),
            DemoStack.BUCKET,
            servers.s3().accessKey(),
            servers.s3().secretKey(),
            LAUNCHER,
            rest,
            LAUNCHER,
            DemoLabelSets.NAME,
            rest,
            LAUNCHER,
            DemoLabelSets.NAME,
            rest,
            LAUNCHER,
            rest,
            LAUNCHER,
            rest);
  }
}
