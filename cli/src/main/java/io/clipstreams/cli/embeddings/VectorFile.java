package io.clipstreams.cli.embeddings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * A cache in one file that only grows: a header, then records of one size, each with its key, its
 * vector and a checksum of both.
 *
 * <p>A process that is killed leaves at most an unfinished record at the end, which the next writer
 * overwrites; what does not fit its checksum is not known. Several processes may use the file: each
 * appends under the file's lock, and sees what the others have added when it opens it again. A file
 * that is full loses its older half when it is opened: it is written anew and takes the old one's
 * place, and who still has the old one open goes on reading that.
 */
final class VectorFile implements EmbeddingCache {

  private static final byte[] MAGIC = "CLIPVEC1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = MAGIC.length + Integer.BYTES;
  private static final int SCAN_BYTES = 1 << 20;

  private final FileChannel channel;
  private final int dimension;
  private final int recordBytes;
  private final long maxBytes;
  private final Map<ContentKey, Long> positions = new ConcurrentHashMap<>();

  private VectorFile(FileChannel channel, int dimension, long maxBytes) {
    this.channel = channel;
    this.dimension = dimension;
    this.recordBytes = recordBytes(dimension);
    this.maxBytes = maxBytes;
  }

  /**
   * Opens the file, which need not exist.
   *
   * @param dimension length of every vector
   * @param maxBytes the file does not become larger
   */
  static VectorFile open(Path file, int dimension, long maxBytes) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel found = channel(file);
    FileChannel channel = found;
    FileLock lock = found.lock();
    try {
      if (!hasHeader(found, dimension)) {
        begin(found, dimension);
      } else if (found.size() + recordBytes(dimension) > maxBytes) {
        channel = newerHalf(found, file, dimension);
      }
      VectorFile opened = new VectorFile(channel, dimension, maxBytes);
      opened.scan();
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      lock.release();
      return opened;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    } finally {
      if (channel != found) {
        found.close();
      }
    }
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
  }

  private static int recordBytes(int dimension) {
    return ContentKey.BYTES + dimension * Float.BYTES + Integer.BYTES;
  }

  private static ByteBuffer header(int dimension) {
    return ByteBuffer.allocate(HEADER).put(MAGIC).putInt(dimension).flip();
  }

  private static boolean hasHeader(FileChannel channel, int dimension) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(HEADER);
    readFully(channel, found, 0);
    return found.flip().equals(header(dimension));
  }

  private static void begin(FileChannel channel, int dimension) throws IOException {
    channel.truncate(0);
    writeFully(channel, header(dimension), 0);
  }

  private static FileChannel newerHalf(FileChannel full, Path file, int dimension)
      throws IOException {
    int recordBytes = recordBytes(dimension);
    long records = (full.size() - HEADER) / recordBytes;
    long from = HEADER + (records - records / 2) * recordBytes;
    Path renewed = Files.createTempFile(file.toAbsolutePath().getParent(), "renewed-", ".tmp");
    FileChannel channel = channel(renewed);
    try {
      begin(channel, dimension);
      channel.position(HEADER);
      long bytes = records / 2 * recordBytes;
      for (long copied = 0; copied < bytes; ) {
        copied += full.transferTo(from + copied, bytes - copied, channel);
      }
      Files.move(renewed, file, StandardCopyOption.ATOMIC_MOVE);
      return channel;
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(renewed);
      throw e;
    }
  }

  /** Notes where every key is; of a key that occurs twice the later place. */
  private void scan() throws IOException {
    ByteBuffer block =
        ByteBuffer.allocate(Math.max(recordBytes, SCAN_BYTES / recordBytes * recordBytes));
    for (long at = HEADER; ; at += block.capacity()) {
      readFully(channel, block.clear(), at);
      block.flip();
      for (int record = 0; record + recordBytes <= block.limit(); record += recordBytes) {
        positions.put(ContentKey.read(block.position(record)), at + record);
      }
      if (block.limit() < block.capacity()) {
        return;
      }
    }
  }

  @Override
  public Optional<float[]> find(ContentKey key) throws IOException {
    Long position = positions.get(key);
    if (position == null) {
      return Optional.empty();
    }
    ByteBuffer record = ByteBuffer.allocate(recordBytes);
    readFully(channel, record, position);
    record.flip();
    if (record.limit() < recordBytes
        || record.getInt(recordBytes - Integer.BYTES) != checksum(record)
        || !ContentKey.read(record).equals(key)) {
      return Optional.empty();
    }
    float[] vector = new float[dimension];
    record.asFloatBuffer().get(vector);
    return Optional.of(vector);
  }

  @Override
  public void add(List<ContentKey> keys, List<float[]> vectors) throws IOException {
    FileLock lock = channel.lock();
    try {
      // An unfinished record of a process that was killed is overwritten.
      long end = HEADER + (channel.size() - HEADER) / recordBytes * recordBytes;
      int room = (int) Math.min(keys.size(), Math.max(0, (maxBytes - end) / recordBytes));
      ByteBuffer records = ByteBuffer.allocate(room * recordBytes);
      for (int i = 0; i < room; i++) {
        ByteBuffer record = records.slice(i * recordBytes, recordBytes);
        keys.get(i).write(record);
        record.slice().asFloatBuffer().put(vectors.get(i));
        record.putInt(recordBytes - Integer.BYTES, checksum(record));
      }
      writeFully(channel, records, end);
      for (int i = 0; i < room; i++) {
        positions.put(keys.get(i), end + (long) i * recordBytes);
      }
    } finally {
      lock.release();
    }
  }

  private static int checksum(ByteBuffer record) {
    CRC32C crc = new CRC32C();
    crc.update(record.duplicate().position(0).limit(record.capacity() - Integer.BYTES));
    return (int) crc.getValue();
  }

  private static void readFully(FileChannel channel, ByteBuffer into, long from)
      throws IOException {
    long at = from;
    while (into.hasRemaining()) {
      int read = channel.read(into, at);
      if (read < 0) {
        return;
      }
      at += read;
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes, long to)
      throws IOException {
    long at = to;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
