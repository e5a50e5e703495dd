package io.clipstreams.topology.fetch;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects at most so many bytes. For one thread. */
final class BoundedBuffer {

  private static final int FIRST_SIZE = 64 * 1024;

  private final int most;
  private byte[] bytes;
  private int size;

  private BoundedBuffer(int first, int most) {
    this.bytes = new byte[first];
    this.most = most;
  }

  /** For a known number of bytes. */
  static BoundedBuffer ofSize(int size) {
    return new BoundedBuffer(size, size);
  }

  /** For an unknown number of bytes. */
  static BoundedBuffer growing(int most) {
    return new BoundedBuffer(Math.min(FIRST_SIZE, most), most);
  }

  /** False, and nothing taken, when it would be more than allowed. */
  boolean add(ByteBuffer part) {
    int needed = size + part.remaining();
    if (needed > most) {
      return false;
    }
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(needed, 2L * bytes.length)));
    }
    int length = part.remaining();
    part.get(bytes, size, length);
    size += length;
    return true;
  }

  int size() {
    return size;
  }

  byte[] toBytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}
