package io.clipstreams.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds a chunk by its name in the two formats that are made of chunks, without decoding any. */
final class Chunks {

  private static final int PNG_SIGNATURE = 8;
  private static final int RIFF_HEADER = 12;

  private Chunks() {}

  /** PNG: after 8 bytes, length (big-endian), name, content, checksum. */
  static Optional<ByteBuffer> inPng(byte[] png, String name) {
    ByteBuffer file = ByteBuffer.wrap(png);
    long at = PNG_SIGNATURE;
    while (at + 8 <= png.length) {
      long length = file.getInt((int) at) & 0xffffffffL;
      if (isNamed(file, (int) at + 4, name)) {
        return part(file, at + 8, length);
      }
      at += 12 + length;
    }
    return Optional.empty();
  }

  /** RIFF, as WebP uses it, from behind the file's header of 12 bytes. */
  static Optional<ByteBuffer> inRiff(byte[] riff, String name) {
    return riff.length < RIFF_HEADER
        ? Optional.empty()
        : inRiff(ByteBuffer.wrap(riff, RIFF_HEADER, riff.length - RIFF_HEADER).slice(), name);
  }

  /** A row of RIFF's chunks: name, length (little-endian), content, even. */
  static Optional<ByteBuffer> inRiff(ByteBuffer chunks, String name) {
    ByteBuffer file = chunks.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long at = 0;
    while (at + 8 <= file.limit()) {
      long length = file.getInt((int) at + 4) & 0xffffffffL;
      if (isNamed(file, (int) at, name)) {
        return part(file, at + 8, length);
      }
      at += 8 + length + (length & 1);
    }
    return Optional.empty();
  }

  /** Nothing where the file ends before the chunk does. */
  private static Optional<ByteBuffer> part(ByteBuffer file, long from, long length) {
    return from + length <= file.limit()
        ? Optional.of(file.slice((int) from, (int) length))
        : Optional.empty();
  }

  private static boolean isNamed(ByteBuffer file, int at, String name) {
    byte[] found = new byte[4];
    file.get(at, found);
    return name.equals(new String(found, StandardCharsets.ISO_8859_1));
  }
}
