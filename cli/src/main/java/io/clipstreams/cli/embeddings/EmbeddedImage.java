package io.clipstreams.cli.embeddings;

import java.util.Objects;

/**
 * An image and its embedding.
 *
 * @param location a file's path, or what else it was read by
 * @param vector the unit embedding; not copied; nobody may change it
 */
public record EmbeddedImage(String location, float[] vector) {

  public EmbeddedImage {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(vector, "vector");
  }
}
