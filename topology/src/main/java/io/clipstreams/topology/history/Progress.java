package io.clipstreams.topology.history;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * How far the sweep of one label set has come.
 *
 * @param version by which it judges
 * @param last key that it has passed; null before the first
 * @param isDone whether it has passed all
 */
record Progress(long version, Bytes last, boolean isDone) {

  /** A sweep that has passed nothing. */
  static Progress start(long version) {
    return new Progress(version, null, false);
  }

  /** Whether the sweep is still to come to this key. */
  boolean willMeet(Bytes key) {
    return !isDone && (last == null || key.compareTo(last) > 0);
  }

  /** Version, whether it is done, whether there is a last key, and that key. */
  byte[] toBytes() {
    byte[] key = last == null ? new byte[0] : last.get();
    return ByteBuffer.allocate(Long.BYTES + 2 + key.length)
        .putLong(version)
        .put((byte) (isDone ? 1 : 0))
        .put((byte) (last == null ? 0 : 1))
        .put(key)
        .array();
  }

  /** Reads what {@link #toBytes} has written. */
  static Progress fromBytes(byte[] bytes) {
    ByteBuffer content = ByteBuffer.wrap(bytes);
    long version = content.getLong();
    boolean isDone = content.get() == 1;
    boolean hasLast = content.get() == 1;
    byte[] key = new byte[content.remaining()];
    content.get(key);
    return new Progress(version, hasLast ? Bytes.wrap(key) : null, isDone);
  }
}
