package io.clipstreams.model.image;

import java.nio.ByteBuffer;

/**
 * What stands in a JPEG before its first scan.
 *
 * @param components 1 for gray, 3 for colour, 4 for CMYK and YCCK; 0 where no frame was found
 * @param orientation EXIF's
 */
record JpegHeader(int components, int orientation) {

  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
  private static final int SOS = 0xda;
  private static final int EOI = 0xd9;
  private static final int APP1 = 0xe1;

  static JpegHeader of(byte[] jpeg) {
    int components = 0;
    int orientation = ExifOrientation.UPRIGHT;
    int at = 2;
    while (at + 4 <= jpeg.length) {
      if ((jpeg[at] & 0xff) != 0xff) {
        at++;
        continue;
      }
      int marker = jpeg[at + 1] & 0xff;
      if (marker == SOS || marker == EOI) {
        break;
      }
      if (marker == 0xff || marker <= 0x01 || marker >= 0xd0 && marker <= 0xd8) {
        at += marker == 0xff ? 1 : 2;
        continue;
      }
      int length = (jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff;
      int end = Math.min(at + 2 + length, jpeg.length);
      if (isFrame(marker) && at + 9 < end) {
        components = jpeg[at + 9] & 0xff;
      } else if (marker == APP1
          && orientation == ExifOrientation.UPRIGHT
          && startsWith(jpeg, at + 4, end, EXIF)) {
        int tiff = at + 4 + EXIF.length;
        orientation = ExifOrientation.of(ByteBuffer.wrap(jpeg, tiff, end - tiff));
      }
      at += 2 + Math.max(length, 2);
    }
    return new JpegHeader(components, orientation);
  }

  /** SOF0 to SOF15 without the tables DHT, JPG and DAC, which lie among them. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
    return to - from >= prefix.length
        && java.util.Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
  }
}
