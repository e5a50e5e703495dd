package io.clipstreams.topology.labels;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A text tower whose vectors depend on text and model alone. It answers at once, or when told; it
 * remembers what it was asked. Example images are texts like any other. Any thread may call.
 */
public final class FakeTextEncoder implements TextEncoder, ExampleEncoder {

  public static final int DIMENSION = 4;
  private static final int CONTEXT_CHARS = 60;

  private final String model;
  private final List<String> encoded = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private boolean holding;
  private RuntimeException failure;
  private RuntimeException crash;
  private String broken = "";

  public FakeTextEncoder(String model) {
    this.model = model;
  }

  /** The texts that were encoded since the last call. */
  public synchronized List<String> takeEncoded() {
    List<String> taken = List.copyOf(encoded);
    encoded.clear();
    return taken;
  }

  /** Keeps answers back until {@link #release}. */
  public synchronized void hold() {
    holding = true;
  }

  public synchronized void release() {
    holding = false;
    held.forEach(Runnable::run);
    held.clear();
  }

  /** Lets the next call fail. */
  public synchronized void failOnce(RuntimeException failure) {
    this.failure = failure;
  }

  /** Lets the next call throw, as only a defect would; the stream thread dies of it. */
  public synchronized void crashOnce(RuntimeException crash) {
    this.crash = crash;
  }

  /** This input can never be encoded. */
  public synchronized void breakOn(String input) {
    broken = input;
  }

  /** As both of a model's towers. */
  public LabelTowers towers() {
    return new LabelTowers(this, this);
  }

  @Override
  public CompletableFuture<float[][]> encode(long version, List<String> uris) {
    return encode(uris);
  }

  @Override
  public synchronized CompletableFuture<float[][]> encode(List<String> texts) {
    if (crash != null) {
      RuntimeException now = crash;
      crash = null;
      throw now;
    }
    if (texts.contains(broken)) {
      return CompletableFuture.failedFuture(
          new UnencodableException(broken, "bad-example", broken + " is broken", null));
    }
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
