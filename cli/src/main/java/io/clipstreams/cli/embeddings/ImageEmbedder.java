package io.clipstreams.cli.embeddings;

import io.clipstreams.cli.common.ProgressBars;
import io.clipstreams.model.ClipModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import me.tongfei.progressbar.ProgressBar;

/**
 * Embeds many images: reads and decodes them on as many threads as there are cores, runs the model
 * on batches, and gives the embeddings in the order of the images. Memory holds some batches,
 * however many images there are. An image that fails is named on stderr in the end, and the others
 * go on.
 *
 * <p>Immutable; a call does its work on the caller's thread and on threads of its own.
 */
public final class ImageEmbedder {

  private final ClipModel model;
  private final PrintWriter err;
  private final ImageBytes bytes;
  private final EmbeddingCache cache;
  private final String task;

  /** Of files, without a cache, and without a progress bar. */
  public ImageEmbedder(ClipModel model, PrintWriter err) {
    this(model, err, LocalFiles::read, EmbeddingCache.none(), null);
  }

  private ImageEmbedder(
      ClipModel model, PrintWriter err, ImageBytes bytes, EmbeddingCache cache, String task) {
    this.model = Objects.requireNonNull(model, "model");
    this.err = Objects.requireNonNull(err, "err");
    this.bytes = Objects.requireNonNull(bytes, "bytes");
    this.cache = Objects.requireNonNull(cache, "cache");
    this.task = task;
  }

  /** Reads images from elsewhere. */
  public ImageEmbedder reading(ImageBytes other) {
    return new ImageEmbedder(model, err, other, cache, task);
  }

  /** Asks the cache before the model; the caller closes it. */
  public ImageEmbedder cachedBy(EmbeddingCache other) {
    return new ImageEmbedder(model, err, bytes, other, task);
  }

  /** Shows how far it is, and how fast, where stderr is a terminal. */
  public ImageEmbedder showing(String nameOfTask) {
    return new ImageEmbedder(model, err, bytes, cache, nameOfTask);
  }

  /** Embeds files, and the pictures below folders, as {@link ImageListing} finds them. */
  public Embeddings embedBelow(List<Path> paths) throws InterruptedException {
    ImageListing listing = ImageListing.of(paths);
    ImageListing.remark(listing.passedOver()).ifPresent(err::println);
    tell(listing.failures());
    Embeddings embeddings = embed(listing.files());
    List<Failure> failures = new ArrayList<>(listing.failures());
    failures.addAll(embeddings.failures());
    return new Embeddings(embeddings.images(), failures, embeddings.cached());
  }

  /** Embeds images and keeps all embeddings in memory. */
  public Embeddings embed(List<String> locations) throws InterruptedException {
    List<EmbeddedImage> images = new ArrayList<>();
    Outcome outcome =
        embed(locations, (location, vector) -> images.add(new EmbeddedImage(location, vector)));
    return new Embeddings(images, outcome.failures(), outcome.cached());
  }

  /**
   * Embeds images.
   *
   * @param each takes the location and the unit embedding of every image that is a picture, in
   *     their order, on the caller's thread
   */
  public Outcome embed(List<String> locations, BiConsumer<String, float[]> each)
      throws InterruptedException {
    Outcome outcome;
    try (ProgressBar bar =
        task == null ? null : ProgressBars.withRate(task, locations.size(), err)) {
      EmbeddingRun run =
          new EmbeddingRun(
              model,
              bytes,
              cache,
              each,
              done -> {
                if (bar != null) {
                  bar.stepBy(done);
                }
              });
      outcome = run.embed(locations);
    }
    outcome
        .cacheFailure()
        .ifPresent(reason -> err.println("embeddings are not cached any more: " + reason));
    tell(outcome.failures());
    return outcome;
  }

  private void tell(List<Failure> failures) {
    failures.forEach(err::println);
    err.flush();
  }
}
