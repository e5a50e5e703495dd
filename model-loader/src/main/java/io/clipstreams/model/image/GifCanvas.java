package io.clipstreams.model.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.EOFException;

/**
 * The logical screen of a GIF, on which its first frame stands.
 *
 * @param width the screen's
 * @param height the screen's
 * @param left column of the frame
 * @param top row of the frame
 */
record GifCanvas(int width, int height, int left, int top) {

  private static final int HEADER = 13;
  private static final int IMAGE_DESCRIPTOR = 0x2c;
  private static final int EXTENSION = 0x21;

  /** Walks over colour table and extensions to the first frame. */
  static GifCanvas of(byte[] gif) throws EOFException {
    try {
      int at = HEADER;
      int flags = gif[10] & 0xff;
      if ((flags & 0x80) != 0) {
        at += 3 << ((flags & 7) + 1);
      }
      while ((gif[at] & 0xff) == EXTENSION) {
        at += 2;
        while (gif[at] != 0) {
          at += 1 + (gif[at] & 0xff);
        }
        at++;
      }
      if ((gif[at] & 0xff) != IMAGE_DESCRIPTOR) {
        throw new IllegalArgumentException("there is no frame");
      }
      return new GifCanvas(word(gif, 6), word(gif, 8), word(gif, at + 1), word(gif, at + 3));
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new EOFException("no whole frame");
    }
  }

  private static int word(byte[] gif, int at) {
    return gif[at] & 0xff | (gif[at + 1] & 0xff) << 8;
  }

  /** Around the frame stands its transparent colour, or else its first one, as with Pillow. */
  RgbView place(BufferedImage frame) {
    RgbView picture = PillowRgb.of(frame);
    if (left == 0 && top == 0 && frame.getWidth() == width && frame.getHeight() == height) {
      return picture;
    }
    IndexColorModel palette = (IndexColorModel) frame.getColorModel();
    int ground = palette.getRGB(Math.max(palette.getTransparentPixel(), 0));
    byte[] rgb = new byte[Math.multiplyExact(3 * width, height)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int out = 3 * (y * width + x);
        boolean inside =
            x >= left && x < left + frame.getWidth() && y >= top && y < top + frame.getHeight();
        int color = inside ? frame.getRGB(x - left, y - top) : ground;
        rgb[out] = (byte) (color >> 16);
        rgb[out + 1] = (byte) (color >> 8);
        rgb[out + 2] = (byte) color;
      }
    }
    return RgbView.of(rgb, width, height);
  }
}
