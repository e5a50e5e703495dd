package io.clipstreams.topology.crash;

import io.clipstreams.topology.source.ReferenceKey;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The memory-mapped file behind {@link CrashJournal}: slots of one size, each empty or with an
 * image. What is written is in the system's hands at once, and survives the process however it
 * dies. Not synchronised.
 *
 * <p>A slot: one byte of {@link Mark}, one of deaths, two of the key's length, the key.
 */
final class JournalFile {

  /** A topic's name has at most 249 bytes, and numbers follow. */
  private static final int SLOT_BYTES = 512;

  private static final int DEATHS = 1;
  private static final int LENGTH = 2;
  private static final int KEY = 4;

  private final MappedByteBuffer map;

  /** What a slot says. */
  enum Mark {
    EMPTY,
    /** The image is in native code. */
    INSIDE,
    /** It was, when the process died, and is not now. */
    SUSPECT
  }

  /** A slot that is not empty. */
  record Entry(Mark mark, int deaths, ReferenceKey image) {}

  private JournalFile(MappedByteBuffer map) {
    this.map = map;
  }

  /** Opens the file, or creates it, with at least so many slots. */
  static JournalFile open(Path path, int leastSlots) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long slots = Math.max(leastSlots, file.size() / SLOT_BYTES);
      return new JournalFile(file.map(FileChannel.MapMode.READ_WRITE, 0, slots * SLOT_BYTES));
    }
  }

  int slots() {
    return map.capacity() / SLOT_BYTES;
  }

  Optional<Entry> read(int slot) {
    int at = slot * SLOT_BYTES;
    int mark = map.get(at);
    int length = map.getShort(at + LENGTH);
    if (mark <= 0 || mark >= Mark.values().length || length <= 0 || length > SLOT_BYTES - KEY) {
      return Optional.empty();
    }
    byte[] key = new byte[length];
    map.get(at + KEY, key);
    return Optional.of(
        new Entry(Mark.values()[mark], map.get(at + DEATHS), ReferenceKey.fromBytes(key)));
  }

  /** The mark is written last, so that no half of a key is ever believed. */
  void write(int slot, Entry entry) {
    int at = slot * SLOT_BYTES;
    byte[] key = entry.image().toBytes();
    map.put(at, (byte) Mark.EMPTY.ordinal());
    map.put(at + DEATHS, (byte) entry.deaths());
    map.putShort(at + LENGTH, (short) key.length);
    map.put(at + KEY, key);
    map.put(at, (byte) entry.mark().ordinal());
  }

  void mark(int slot, Mark mark) {
    map.put(slot * SLOT_BYTES, (byte) mark.ordinal());
  }
}
