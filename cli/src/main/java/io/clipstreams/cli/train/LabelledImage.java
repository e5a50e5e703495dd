package io.clipstreams.cli.train;

import java.util.Objects;

/**
 * An image of which the label is known.
 *
 * @param location a file's path, or an {@code s3://} URI
 */
public record LabelledImage(String location, String label) {
  public LabelledImage {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(label, "label");
  }
}
