package io.clipstreams.topology.labels;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A text tower whose vectors depend on text and model alone. It answers at once, or when told; it
 * remembers what it was asked.
 */
public final class FakeTextEncoder implements TextEncoder {

  public static final int DIMENSION = 4;
  private static final int CONTEXT_CHARS = 60;

  private final String model;
  private final List<String> encoded = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private boolean holding;
  private RuntimeException failure;

  public FakeTextEncoder(String model) {
    this.model = model;
  }

  /** The texts that were encoded since the last call. */
  public List<String> takeEncoded() {
    List<String> taken = List.copyOf(encoded);
    encoded.clear();
    return taken;
  }

  /** Keeps answers back until {@link #release}. */
  public void hold() {
    holding = true;
  }

  public void release() {
    holding = false;
    held.forEach(Runnable::run);
    held.clear();
  }

  /** Lets the next call fail. */
  public void failOnce(RuntimeException failure) {
    this.failure = failure;
  }

  @Override
  public CompletableFuture<float[][]> encode(List<String> texts) {
    if (failure != null) {
      CompletableFuture<float[][]> failed = CompletableFuture.failedFuture(failure);
      failure = null;
      return failed;
    }
    encoded.addAll(texts);
    CompletableFuture<float[][]> answer = new CompletableFuture<>();
    held.add(() -> answer.complete(texts.stream().map(this::embed).toArray(float[][]::new)));
    if (!holding) {
      release();
    }
    return answer;
  }

  /** The unit vector of a text. */
  public float[] embed(String text) {
    Random random = new Random((model + text).hashCode());
    float[] vector = new float[DIMENSION];
    double squares = 0;
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += vector[i] * vector[i];
    }
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }

  @Override
  public boolean truncates(String text) {
    return text.length() > CONTEXT_CHARS;
  }

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public String precision() {
    return "float32";
  }
}
