package io.clipstreams.cli.demo;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.events.ImageSubmitter;
import io.clipstreams.schemas.ImageReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So many images arrive before the set changes, so that one sees that they go on. */
  private static final int BEFORE_CHANGE = 5;

  /** So many answers by the new version are watched before the burst. */
  private static final int AFTER_CHANGE = 10;

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
    this.images = mixed(images);
    this.submitter = submitter;
    this.labels = labels;
    this.tally = tally;
    this.output = output;
  }

  /** One sees all sorts at any time, not all dogs first. The same at every start. */
  private static List<ImageReference> mixed(List<ImageReference> images) {
    List<ImageReference> mixed = new ArrayList<>(images);
    Collections.shuffle(mixed, new Random(0));
    return List.copyOf(mixed);
  }

  /**
   * Tells it from beginning to end.
   *
   * @throws CliException when answers stay away
   */
  Outcome tell() throws InterruptedException {
    long first = publish("Label set", DemoLabelSets.THINGS);
    for (ImageReference image : images) {
      emitAtPace(image);
    }
    require(tally.awaitAll(PATIENCE));
    long second = changeWhileImagesArrive();
    output.headline("Every image again, as fast as they are taken:");
    double perSecond = burst();
    return new Outcome(first, second, images.size(), perSecond);
  }

  private long publish(String what, List<String> names) throws InterruptedException {
    long version = labels.publish(names);
    output.headline(
        "%s '%s', version %d: %s"
            .formatted(what, DemoLabelSets.NAME, version, String.join(", ", names)));
    return version;
  }

  private long changeWhileImagesArrive() throws InterruptedException {
    int next = 0;
    while (next < BEFORE_CHANGE) {
      emitAtPace(images.get(next++ % images.size()));
    }
    long version =
        publish(
            "Now the label set changes through its topic while images arrive:",
            DemoLabelSets.KINDS);
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (tally.answersBy(version) < AFTER_CHANGE) {
      require(System.nanoTime() < giveUp);
      emitAtPace(images.get(next++ % images.size()));
    }
    require(tally.awaitAll(PATIENCE));
    return version;
  }

  private void emitAtPace(ImageReference image) throws InterruptedException {
    emit(image).join();
    Thread.sleep(PACE.toMillis());
  }

  /** Everything at once; answers with images per second. */
  private double burst() throws InterruptedException {
    long begin = System.nanoTime();
    CompletableFuture.allOf(images.stream().map(this::emit).toArray(CompletableFuture[]::new))
        .join();
    require(tally.awaitAll(PATIENCE));
    return images.size() * 1e9 / (System.nanoTime() - begin);
  }

  private CompletableFuture<Void> emit(ImageReference image) {
    String name = image.getUri().substring(image.getUri().lastIndexOf('/') + 1);
    return submitter.emit(image).thenAccept(reference -> tally.emitted(reference, name));
  }

  private void require(boolean came) {
    if (!came) {
      throw new CliException(
          "no answer for %d s; without one are: %s"
              .formatted(PATIENCE.toSeconds(), String.join(", ", tally.missing())));
    }
  }

  /**
   * How it went.
   *
   * @param first version of the first label set
   * @param second version of the second
   * @param burst how many images were emitted at once
   * @param imagesPerSecond of the burst, from the first event to the last readable answer
   */
  record Outcome(long first, long second, int burst, double imagesPerSecond) {}
}
