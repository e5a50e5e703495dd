package io.clipstreams.topology.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Objects;

/**
 * Identifies a reference by where it came from. Ordered by topic, partition, offset and index.
 *
 * @param index position within the message, from 0
 */
public record ReferenceKey(String topic, int partition, long offset, int index)
    implements Comparable<ReferenceKey> {

  private static final int FIXED_BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES;
  private static final Comparator<ReferenceKey> ORDER =
      Comparator.comparing(ReferenceKey::topic)
          .thenComparingInt(ReferenceKey::partition)
          .thenComparingLong(ReferenceKey::offset)
          .thenComparingInt(ReferenceKey::index);

  public ReferenceKey {
    Objects.requireNonNull(topic, "topic");
  }

  /** Another reference of the same message. */
  public ReferenceKey withIndex(int other) {
    return new ReferenceKey(topic, partition, offset, other);
  }

  /** The topic's name in UTF-8, then the numbers, most significant byte first. */
  public byte[] toBytes() {
    byte[] name = topic.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(name.length + FIXED_BYTES)
        .put(name)
        .putInt(partition)
        .putLong(offset)
        .putInt(index)
        .array();
  }

  /** Reads what {@link #toBytes} has written. */
  public static ReferenceKey fromBytes(byte[] bytes) {
    int name = bytes.length - FIXED_BYTES;
    ByteBuffer numbers = ByteBuffer.wrap(bytes, name, FIXED_BYTES);
    return new ReferenceKey(
        new String(bytes, 0, name, StandardCharsets.UTF_8),
        numbers.getInt(),
        numbers.getLong(),
        numbers.getInt());
  }

  @Override
  public int compareTo(ReferenceKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "%s-%d@%d#%d".formatted(topic, partition, offset, index);
  }
}
