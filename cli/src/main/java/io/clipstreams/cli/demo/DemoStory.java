package io.clipstreams.cli.demo;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.events.ImageSubmitter;
import io.clipstreams.schemas.ImageReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What happens in the demo once everything runs. All samples are emitted while the set has its
 * first version; images go on arriving while the second is published, until it is seen to judge;
 * then all samples are emitted again, as fast as they are taken.
 */
final class DemoStory {

  /** Slow enough to be watched, fast enough for a stream. */
  private static final Duration PACE = Duration.ofMillis(80);

  /** No answer for this long, and the demo gives up. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** So many answers by the new version are watched before the burst. */
  private static final int WATCHED = 10;

  private final List<ImageReference> images;
  private final ImageSubmitter submitter;
  private final DemoLabels labels;
  private final DemoTally tally;
  private final DemoOutput output;

  DemoStory(
      List<ImageReference> images,
      ImageSubmitter submitter,
      DemoLabels labels,
      DemoTally tally,
      DemoOutput output) {
    this.images = List.copyOf(images);
    this.submitter = submitter;
    this.labels = labels;
    this.tally = tally;
    this.output = output;
  }

  /**
   * Tells it from beginning to end.
   *
   * @throws CliException when answers stay away
   */
  Outcome tell() throws InterruptedException {
    long first = labels.publish(DemoLabelSets.THINGS);
    output.headline(
        "Label set '%s', version %d: %s"
            .formatted(DemoLabelSets.NAME, first, String.join(", ", DemoLabelSets.THINGS)));
    for (ImageReference image : images) {
      emit(image);
      Thread.sleep(PACE.toMillis());
    }
    require(tally.awaitAll(PATIENCE));
    long second = changeWhileImagesArrive();
    output.headline(
        "All %d images again, as fast as they are taken:".formatted(images.size()));
    double perSecond = burst();
    return new Outcome(first, second, perSecond);
  }

  private long changeWhileImagesArrive() throws InterruptedException {
    output.headline(
        "Now the set changes through its topic, while images go on arriving: "
            + String.join(", ", DemoLabelSets.KINDS));
    CompletableFuture<Long> change =
        CompletableFuture.supplyAsync(() -> labels.publish(DemoLabelSets.KINDS));
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    boolean told = false;
    for (int next = 0; ; next++) {
      if (change.isDone()) {
        if (!told) {
          output.headline("Version %d is accepted:".formatted(change.join()));
          told = true;
        }
        if (tally.answersBy(change.join()) >= WATCHED) {
          return change.join();
        }
      }
      require(System.nanoTime() < giveUp);
      emit(images.get(next % images.size()));
      Thread.sleep(PACE.toMillis());
    }
  }

  /** Everything at once; answers with images per second. */
  private double burst() throws InterruptedException {
    require(tally.awaitAll(PATIENCE));
    long begin = System.nanoTime();
    CompletableFuture.allOf(images.stream().map(this::emitLater).toArray(CompletableFuture[]::new))
        .join();
    require(tally.awaitAll(PATIENCE));
    return images.size() * 1e9 / (System.nanoTime() - begin);
  }

  private void emit(ImageReference image) {
    emitLater(image).join();
  }

  private CompletableFuture<Void> emitLater(ImageReference image) {
    String name = image.getUri().substring(image.getUri().lastIndexOf('/') + 1);
    return submitter.emit(image).thenAccept(reference -> tally.emitted(reference, name));
  }

  private void require(boolean came) {
    if (!came) {
      throw new CliException(
          "no answer for %d s; without one are: %s"
              .formatted(PATIENCE.toSeconds(), tally.missing()));
    }
  }

  /**
   * How it went.
   *
   * @param first version of the first label set
   * @param second version of the second
   * @param imagesPerSecond of the burst, from the first event to the last readable answer
   */
  record Outcome(long first, long second, double imagesPerSecond) {}
}
