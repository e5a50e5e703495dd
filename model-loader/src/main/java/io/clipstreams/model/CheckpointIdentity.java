package io.clipstreams.model;

import java.util.Objects;

/**
 * What is known of a checkpoint that is not loaded.
 *
 * @param fingerprint see {@link ClipModel#fingerprint()}
 * @param dimension see {@link ClipModel#dimension()}
 */
public record CheckpointIdentity(String fingerprint, int dimension) {
  public CheckpointIdentity {
    Objects.requireNonNull(fingerprint, "fingerprint");
  }
}
