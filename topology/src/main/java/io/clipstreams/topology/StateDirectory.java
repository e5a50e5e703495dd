package io.clipstreams.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigException;

/**
 * The folder of this process, locked while it runs. It keeps the instance's name in the consumer
 * group, so that a restart gets its partitions back at once.
 */
final class StateDirectory implements AutoCloseable {

  private static final String FILE = "clip-streams.instance";
  private static final int UUID_LENGTH = 36;

  private final Path folder;
  private final FileChannel file;
  private final String instanceId;

  private StateDirectory(Path folder, FileChannel file, String instanceId) {
    this.folder = folder;
    this.file = file;
    this.instanceId = instanceId;
  }

  /**
   * Creates the folder where it does not exist, and locks it.
   *
   * @throws ConfigException when another process has it, or it cannot be written
   */
  static StateDirectory lock(Path folder) {
    FileChannel file = null;
    try {
      Files.createDirectories(folder);
      file =
          FileChannel.open(
              folder.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!tryLock(file)) {
        file.close();
        throw new ConfigException(
            "state.dir %s is used by another process; each instance needs its own"
                .formatted(folder.toAbsolutePath()));
      }
      return new StateDirectory(folder, file, instanceId(file));
    } catch (IOException e) {
      closeQuietly(file, e);
      throw new ConfigException("state.dir %s cannot be used: %s".formatted(folder, e));
    }
  }

  private static boolean tryLock(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String instanceId(FileChannel file) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(UUID_LENGTH);
    if (file.read(content, 0) == UUID_LENGTH) {
      return UUID.fromString(new String(content.array(), StandardCharsets.US_ASCII)).toString();
    }
    String created = UUID.randomUUID().toString();
    file.truncate(0).write(ByteBuffer.wrap(created.getBytes(StandardCharsets.US_ASCII)), 0);
    file.force(true);
    return created;
  }

  private static void closeQuietly(FileChannel file, IOException cause) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }

  Path folder() {
    return folder;
  }

  /** A name that stays the same between starts. */
  String instanceId() {
    return instanceId;
  }

  /** Unlocks the folder. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
