package io.clipstreams.model.image;

/**
 * The whole of an animation, on which its first frame stands.
 *
 * @param width the whole's
 * @param height the whole's
 * @param left column of the frame
 * @param top row of the frame
 */
record Canvas(int width, int height, int left, int top) {

  /**
   * The frame on its ground.
   *
   * @param ground the colour around it, as 0xRRGGBB
   */
  RgbView place(RgbView frame, int ground) {
    if (left == 0 && top == 0 && frame.width() == width && frame.height() == height) {
      return frame;
    }
    byte[] rgb = new byte[Math.multiplyExact(3 * width, height)];
    int out = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean inside =
            x >= left && x < left + frame.width() && y >= top && y < top + frame.height();
        int at = inside ? frame.at(x - left, y - top) : 0;
        rgb[out++] = inside ? frame.data()[at] : (byte) (ground >> 16);
        rgb[out++] = inside ? frame.data()[at + frame.green()] : (byte) (ground >> 8);
        rgb[out++] = inside ? frame.data()[at + frame.blue()] : (byte) ground;
      }
    }
    return RgbView.of(rgb, width, height);
  }
}
