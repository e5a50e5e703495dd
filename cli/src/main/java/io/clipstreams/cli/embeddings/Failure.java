package io.clipstreams.cli.embeddings;

import java.util.Objects;

/** A file that could not be embedded, and why. */
public record Failure(String location, String reason) {

  public Failure {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(reason, "reason");
  }

  @Override
  public String toString() {
    return location + ": " + reason;
  }
}
