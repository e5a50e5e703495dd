package io.clipstreams.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The orientation in a block of EXIF: a TIFF header and its first directory. Reads no more than
 * that directory, and takes anything unexpected for "upright".
 */
final class ExifOrientation {

  static final int UPRIGHT = 1;

  private static final int TAG = 0x0112;
  private static final int ENTRY_BYTES = 12;
  private static final int TYPE_BYTE = 1;
  private static final int TYPE_SHORT = 3;
  private static final int TYPE_LONG = 4;

  private ExifOrientation() {}

  /**
   * Finds the tag.
   *
   * @param tiff from the byte order mark on
   */
  static int of(ByteBuffer tiff) {
    if (tiff.remaining() < 8) {
      return UPRIGHT;
    }
    ByteBuffer block = withoutPrefix(tiff.slice());
    switch (block.getShort(0)) {
      case 0x4949 -> block.order(ByteOrder.LITTLE_ENDIAN);
      case 0x4d4d -> block.order(ByteOrder.BIG_ENDIAN);
      default -> {
        return UPRIGHT;
      }
    }
    long directory = block.getInt(4) & 0xffffffffL;
    if (block.getShort(2) != 42 || directory + 2 > block.limit()) {
      return UPRIGHT;
    }
    int entries = block.getShort((int) directory) & 0xffff;
    int at = (int) directory + 2;
    for (int i = 0; i < entries && at + ENTRY_BYTES <= block.limit(); i++, at += ENTRY_BYTES) {
      if ((block.getShort(at) & 0xffff) == TAG) {
        return value(block, at);
      }
    }
    return UPRIGHT;
  }

  /** Some writers of WebP put JPEG's "Exif\0\0" before the header. */
  private static ByteBuffer withoutPrefix(ByteBuffer block) {
    boolean prefixed = block.getInt(0) == 0x45786966 && block.remaining() >= 14;
    return prefixed ? block.position(6).slice() : block;
  }

  private static int value(ByteBuffer block, int entry) {
    return switch (block.getShort(entry + 2)) {
      case TYPE_BYTE -> block.get(entry + 8) & 0xff;
      case TYPE_SHORT -> block.getShort(entry + 8) & 0xffff;
      case TYPE_LONG -> block.getInt(entry + 8);
      default -> UPRIGHT;
    };
  }
}
