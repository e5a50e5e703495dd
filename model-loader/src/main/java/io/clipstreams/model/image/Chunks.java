package io.clipstreams.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds a chunk by its name in the two formats that are made of chunks, without decoding any. */
final class Chunks {

  private Chunks() {}

  /** PNG: after 8 bytes, length (big-endian), name, content, checksum. */
  static Optional<ByteBuffer> inPng(byte[] png, String name) {
    ByteBuffer file = ByteBuffer.wrap(png);
    long at = 8;
    while (at + 12 <= png.length) {
      long length = file.getInt((int) at) & 0xffffffffL;
      if (isNamed(png, (int) at + 4, name) && at + 8 + length <= png.length) {
        return Optional.of(file.slice((int) at + 8, (int) length));
      }
      at += 12 + length;
    }
    return Optional.empty();
  }

  /** RIFF, as WebP uses it: after 12 bytes, name, length (little-endian), content, even. */
  static Optional<ByteBuffer> inRiff(byte[] riff, String name) {
    ByteBuffer file = ByteBuffer.wrap(riff).order(ByteOrder.LITTLE_ENDIAN);
    long at = 12;
    while (at + 8 <= riff.length) {
      long length = file.getInt((int) at + 4) & 0xffffffffL;
      if (isNamed(riff, (int) at, name) && at + 8 + length <= riff.length) {
        return Optional.of(file.slice((int) at + 8, (int) length));
      }
      at += 8 + length + (length & 1);
    }
    return Optional.empty();
  }

  private static boolean isNamed(byte[] bytes, int at, String name) {
    return name.equals(new String(bytes, at, 4, StandardCharsets.ISO_8859_1));
  }
}
