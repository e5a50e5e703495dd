package io.clipstreams.model.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.EOFException;

/** Finds a GIF's logical screen and where its first frame stands there. */
final class GifCanvas {

  private static final int HEADER = 13;
  private static final int IMAGE_DESCRIPTOR = 0x2c;
  private static final int EXTENSION = 0x21;

  private GifCanvas() {}

  /** Walks over colour table and extensions to the first frame. */
  static Canvas of(byte[] gif) throws EOFException {
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
      return new Canvas(word(gif, 6), word(gif, 8), word(gif, at + 1), word(gif, at + 3));
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new EOFException("no whole frame");
    }
  }

  private static int word(byte[] gif, int at) {
    return gif[at] & 0xff | (gif[at + 1] & 0xff) << 8;
  }

  /** What Pillow puts around the frame: its transparent colour, or else the palette's first. */
  static int ground(BufferedImage frame) {
    return frame.getColorModel() instanceof IndexColorModel palette
        ? palette.getRGB(Math.max(palette.getTransparentPixel(), 0))
        : 0;
  }
}
