package io.clipstreams.model;

import java.util.Objects;

/**
 * A picture as the image tower takes it: upright, RGB, resized and cropped, before rescaling and
 * normalising.
 *
 * @param height rows
 * @param width columns
 * @param rgb uint8, height × width × 3, row by row; not copied, so the caller must not change it
 */
public record Pixels(int height, int width, byte[] rgb) {
  public Pixels {
    Objects.requireNonNull(rgb, "rgb");
    if (height <= 0 || width <= 0 || rgb.length != height * width * 3) {
      throw new IllegalArgumentException(
          "%d bytes are no %d × %d picture of 3 channels".formatted(rgb.length, height, width));
    }
  }
}
