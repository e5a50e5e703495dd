package io.clipstreams.model.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What stands in a JPEG before its first scan.
 *
 * @param components 1 for gray, 3 for colour, 4 for CMYK and YCCK; 0 where no frame was found
 * @param orientation EXIF's
 * @param profiles where segments of colour profiles lie
 */
record JpegHeader(int components, int orientation, List<Segment> profiles) {

  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] PROFILE = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int SOS = 0xda;
  private static final int EOI = 0xd9;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;

  /**
   * A marker with its content.
   *
   * @param from where the marker is
   * @param to behind the content
   */
  record Segment(int from, int to) {}

  static JpegHeader of(byte[] jpeg) {
    int components = 0;
    int orientation = ExifOrientation.UPRIGHT;
    List<Segment> profiles = new ArrayList<>();
    int at = 2;
    while (at + 4 <= jpeg.length) {
      int marker = jpeg[at + 1] & 0xff;
      if ((jpeg[at] & 0xff) != 0xff || marker == 0xff) {
        at++;
        continue;
      }
      if (marker == SOS || marker == EOI) {
        break;
      }
      if (standsAlone(marker)) {
        at += 2;
        continue;
      }
      int length = (jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff;
      int end = Math.min(at + 2 + Math.max(length, 2), jpeg.length);
      if (isFrame(marker) && at + 9 < end) {
        components = jpeg[at + 9] & 0xff;
      } else if (marker == APP1 && startsWith(jpeg, at + 4, end, EXIF)) {
        int tiff = at + 4 + EXIF.length;
        orientation = ExifOrientation.of(ByteBuffer.wrap(jpeg, tiff, end - tiff));
      } else if (marker == APP2 && startsWith(jpeg, at + 4, end, PROFILE)) {
        profiles.add(new Segment(at, end));
      }
      at = end;
    }
    return new JpegHeader(components, orientation, List.copyOf(profiles));
  }

  /** The file less its colour profiles, which Pillow ignores and the JDK would apply. */
  byte[] withoutProfile(byte[] jpeg) {
    if (profiles.isEmpty()) {
      return jpeg;
    }
    byte[] kept = new byte[jpeg.length];
    int from = 0;
    int to = 0;
    for (Segment profile : profiles) {
      System.arraycopy(jpeg, from, kept, to, profile.from() - from);
      to += profile.from() - from;
      from = profile.to();
    }
    System.arraycopy(jpeg, from, kept, to, jpeg.length - from);
    return Arrays.copyOf(kept, to + jpeg.length - from);
  }

  /** TEM, RST0 to RST7 and SOI have no content. */
  private static boolean standsAlone(int marker) {
    return marker <= 0x01 || marker >= 0xd0 && marker <= 0xd8;
  }

  /** SOF0 to SOF15 without the tables DHT, JPG and DAC, which lie among them. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
    return to - from >= prefix.length
        && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
  }
}
