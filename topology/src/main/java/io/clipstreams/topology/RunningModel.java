package io.clipstreams.topology;

import io.clipstreams.model.ClipModel;
import java.time.Duration;

/**
 * What is known of the model that judges.
 *
 * @param fingerprint names the checkpoint
 * @param precision in which the towers calculate
 * @param device as PyTorch names it
 * @param dimension of embeddings
 * @param loadTime how long it took to load
 */
public record RunningModel(
    String fingerprint, String precision, String device, int dimension, Duration loadTime) {

  static RunningModel of(ClipModel model, Duration loadTime) {
    return new RunningModel(
        model.fingerprint(),
        model.precision().toString(),
        model.device(),
        model.dimension(),
        loadTime);
  }

  @Override
  public String toString() {
    return "Model %s in %s on %s, loaded in %d ms"
        .formatted(fingerprint, precision, device, loadTime.toMillis());
  }
}
