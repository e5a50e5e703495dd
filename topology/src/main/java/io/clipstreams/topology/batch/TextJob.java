package io.clipstreams.topology.batch;

import io.clipstreams.topology.labels.UnencodableException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Texts that are encoded slice by slice. {@link #nextSlice} is called under the queue's lock,
 * {@link #complete} by device workers.
 */
final class TextJob {

  private final List<String> texts;
  private final float[][] vectors;
  private final AtomicInteger missing;
  private final CompletableFuture<float[][]> encoded = new CompletableFuture<>();
  private int next;

  TextJob(List<String> texts) {
    this.texts = List.copyOf(texts);
    this.vectors = new float[texts.size()][];
    this.missing = new AtomicInteger(texts.size());
  }

  List<String> texts() {
    return texts;
  }

  CompletableFuture<float[][]> encoded() {
    return encoded;
  }

  /** Whether slices are left to be taken; none when the job has failed or was cancelled. */
  boolean hasNext() {
    return next < texts.size() && !encoded.isDone();
  }

  Work.TextSlice nextSlice(int most) {
    int from = next;
    next = Math.min(texts.size(), from + most);
    return new Work.TextSlice(this, from, next);
  }

  void complete(Work.TextSlice slice, List<Embedding> embeddings) {
    for (int i = 0; i < embeddings.size(); i++) {
      if (embeddings.get(i) instanceof Embedding.Vector vector) {
        vectors[slice.from() + i] = vector.values();
      } else if (embeddings.get(i) instanceof Embedding.Broken broken) {
        String text = texts.get(slice.from() + i);
        encoded.completeExceptionally(
            new UnencodableException(
                text,
                "unencodable",
                "the text tower fails on \"%s\": %s".formatted(text, broken.error()),
                broken.error()));
        return;
      }
    }
    if (missing.addAndGet(-embeddings.size()) == 0) {
      encoded.complete(vectors);
    }
  }
}
