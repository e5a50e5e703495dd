package io.clipstreams.model.image;

/**
 * A picture as bytes that lie somewhere in an array: the red of column x and row y is at {@code
 * origin + x · columnStep + y · rowStep}, and green and blue lie at fixed distances from it. So a
 * decoder's buffer needs no copy, whatever its order of channels, and turning a picture upright is
 * a change of three numbers.
 *
 * @param data samples of 8 bits
 * @param green distance from red to green
 * @param blue distance from red to blue
 */
record RgbView(
    byte[] data,
    int width,
    int height,
    int origin,
    int columnStep,
    int rowStep,
    int green,
    int blue) {

  /** Red, green, blue, row by row. */
  static RgbView of(byte[] rgb, int width, int height) {
    return new RgbView(rgb, width, height, 0, 3, 3 * width, 1, 2);
  }

  /** One channel that stands for all three. */
  static RgbView ofGray(byte[] gray, int width, int height) {
    return new RgbView(gray, width, height, 0, 1, width, 0, 0);
  }

  int at(int x, int y) {
    return origin + x * columnStep + y * rowStep;
  }

  /**
   * Turned upright.
   *
   * @param orientation EXIF's tag 274, from 1 to 8; anything else leaves the picture as it is
   */
  RgbView upright(int orientation) {
    RgbView turned = orientation >= 5 && orientation <= 8 ? transposed() : this;
    return switch (orientation) {
      case 2, 6 -> turned.mirrored();
      case 3, 7 -> turned.mirrored().flipped();
      case 4, 8 -> turned.flipped();
      default -> turned;
    };
  }

  private RgbView transposed() {
    return new RgbView(data, height, width, origin, rowStep, columnStep, green, blue);
  }

  private RgbView mirrored() {
    return new RgbView(data, width, height, at(width - 1, 0), -columnStep, rowStep, green, blue);
  }

  private RgbView flipped() {
    return new RgbView(data, width, height, at(0, height - 1), columnStep, -rowStep, green, blue);
  }
}
