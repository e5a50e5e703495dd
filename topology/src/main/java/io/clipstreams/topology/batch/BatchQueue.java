package io.clipstreams.topology.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What waits for the devices, and which of their workers rest. Any thread may add; a worker takes
 * until nothing is left, and then rests until something is added, which returns it to be woken.
 * Adding never blocks.
 *
 * <p>A worker gets what is ready, up to the largest batch: batches grow while the devices are busy,
 * and a lone image goes at once. A slice of texts comes before images, but never two in a row while
 * images wait. An image that must be alone is a batch of its own.
 *
 * @param <W> a worker
 */
final class BatchQueue<W> {

  private final Deque<ImageTask> images = new ArrayDeque<>();
  private final Deque<TextJob> texts = new ArrayDeque<>();
  private final Deque<W> resting = new ArrayDeque<>();
  private final long maxWaitNanos;
  private int maxImages;
  private boolean imagesAreNext;

  BatchQueue(int maxImages, long maxWaitNanos, List<W> workers) {
    this.maxImages = maxImages;
    this.maxWaitNanos = maxWaitNanos;
    resting.addAll(workers);
  }

  synchronized Optional<W> add(ImageTask task) {
    images.add(task);
    return wake();
  }

  synchronized Optional<W> add(TextJob job) {
    texts.add(job);
    return wake();
  }

  private Optional<W> wake() {
    notifyAll();
    return Optional.ofNullable(resting.poll());
  }

  /** What this worker does next; empty sends it to rest. */
  synchronized Optional<Work> next(W worker) {
    awaitFullBatch();
    while (!texts.isEmpty() && !texts.peek().hasNext()) {
      texts.remove();
    }
    boolean takeTexts = !texts.isEmpty() && !(imagesAreNext && !images.isEmpty());
    if (takeTexts) {
      imagesAreNext = true;
      return Optional.of(texts.peek().nextSlice(maxImages));
    }
    imagesAreNext = false;
    if (images.isEmpty()) {
      resting.add(worker);
      return Optional.empty();
    }
    return Optional.of(new Work.ImageBatch(takeImages()));
  }

  private List<ImageTask> takeImages() {
    List<ImageTask> batch = new ArrayList<>();
    do {
      batch.add(images.remove());
    } while (!batch.get(0).alone()
        && batch.size() < maxImages
        && !images.isEmpty()
        && !images.peek().alone());
    return batch;
  }

  /** Only where a maximum wait is configured. */
  private void awaitFullBatch() {
    while (texts.isEmpty() && !images.isEmpty() && images.size() < maxImages) {
      long waited = System.nanoTime() - images.peek().enqueuedNanos();
      if (waited >= maxWaitNanos) {
        return;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(maxWaitNanos - waited, 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  synchronized int waitingImages() {
    return images.size();
  }

  /** A batch of this size was too large for the memory. */
  synchronized void lowerMaxImages(int tooMany) {
    maxImages = Math.max(1, Math.min(maxImages, tooMany / 2));
  }
}
