package io.clipstreams.topology.labels.task;

import io.clipstreams.model.ClipModel;
import io.clipstreams.topology.labels.TextEncoder;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The model's text tower, on the caller's thread. */
record ModelTexts(ClipModel clip) implements TextEncoder {

  @Override
  public CompletableFuture<float[][]> encode(List<String> texts) {
    return CompletableFuture.completedFuture(clip.encodeTexts(texts));
  }

  @Override
  public boolean truncates(String text) {
    return clip.truncates(text);
  }

  @Override
  public int dimension() {
    return clip.dimension();
  }

  @Override
  public String model() {
    return clip.fingerprint();
  }

  @Override
  public String precision() {
    return clip.precision().toString();
  }
}
