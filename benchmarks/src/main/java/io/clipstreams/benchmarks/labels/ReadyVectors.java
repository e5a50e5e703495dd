package io.clipstreams.benchmarks.labels;

import io.clipstreams.benchmarks.line.UnitVectors;
import io.clipstreams.model.ClipModel;
import io.clipstreams.topology.labels.TextEncoder;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A text tower that takes no time: a text's vector is random, and always the same. */
final class ReadyVectors implements TextEncoder {

  private final ClipModel model;

  ReadyVectors(ClipModel model) {
    this.model = model;
  }

  @Override
  public CompletableFuture<float[][]> encode(List<String> texts) {
    return CompletableFuture.completedFuture(
        texts.stream()
            .map(text -> UnitVectors.of(text.hashCode(), model.dimension()))
            .toArray(float[][]::new));
  }

  @Override
  public boolean truncates(String text) {
    return model.truncates(text);
  }

  @Override
  public int dimension() {
    return model.dimension();
  }

  @Override
  public String model() {
    return model.fingerprint();
  }

  @Override
  public String precision() {
    return model.precision().toString();
  }
}
