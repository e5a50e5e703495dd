package io.clipstreams.model;

import java.util.Objects;

/**
 * A picture ready for the image tower.
 *
 * @param pixels what the tower takes
 * @param width width of the picture as it was read, in pixels, upright
 * @param height height of the picture as it was read, in pixels, upright
 */
public record PreparedImage(Pixels pixels, int width, int height) {
  public PreparedImage {
    Objects.requireNonNull(pixels, "pixels");
  }
}
