package io.clipstreams.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Pictures that somebody has damaged: of every format, each number always the same. Flipped bits,
 * truncations, parts of other files, extreme numbers in headers; and one in fifty is made to cost
 * as much as possible. Safe for use by many threads.
 */
public final class MutatedImages {

  private static final int ONE_BOMB_IN = 50;

  /** Where headers have their sizes, in all formats that are read. */
  private static final int HEADER = 64;

  private static final int[] EXTREMES = {
    0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff
  };

  private final long seed;
  private final List<byte[]> sources;
  private final List<byte[]> bombs;

  /**
   * @param folder of whole pictures, such as {@code src/test/resources/pillow}
   */
  public MutatedImages(Path folder, long seed) throws IOException {
    this.seed = seed;
    this.sources = read(folder);
    this.bombs = ImageBombs.all(sources);
  }

  private static List<byte[]> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> pictures =
          files
              .filter(file -> file.toString().matches(".*\\.(png|gif|jpg|webp|bmp)"))
              .sorted()
              .toList();
      byte[][] bytes = new byte[pictures.size()][];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = Files.readAllBytes(pictures.get(i));
      }
      return List.of(bytes);
    }
  }

  /** The picture of this number. */
  public byte[] get(int number) {
    if (number % ONE_BOMB_IN == 0) {
      return bombs.get(number / ONE_BOMB_IN % bombs.size());
    }
    Random random = new Random(seed * 1_000_003 + number);
    byte[] source = sources.get(random.nextInt(sources.size()));
    return switch (number % 4) {
      case 0 -> flipped(source, random);
      case 1 -> Arrays.copyOf(source, random.nextInt(source.length));
      case 2 -> spliced(source, sources.get(random.nextInt(sources.size())), random);
      default -> extreme(source, random);
    };
  }

  /** Half of them in the header. */
  private static byte[] flipped(byte[] source, Random random) {
    byte[] bytes = source.clone();
    int reach = random.nextBoolean() ? Math.min(HEADER, bytes.length) : bytes.length;
    int flips = 1 + random.nextInt(16);
    for (int i = 0; i < flips; i++) {
      bytes[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  /** The beginning of one, and of another all from somewhere on. */
  private static byte[] spliced(byte[] head, byte[] tail, Random random) {
    int cut = 1 + random.nextInt(head.length);
    int from = random.nextInt(tail.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(head, 0, cut);
    out.write(tail, from, tail.length - from);
    return out.toByteArray();
  }

  /** Some numbers of the header as large, as small or as negative as they can be. */
  private static byte[] extreme(byte[] source, Random random) {
    byte[] bytes = source.clone();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int value = EXTREMES[random.nextInt(EXTREMES.length)];
      int at = 4 + random.nextInt(Math.min(HEADER, bytes.length - 8));
      switch (random.nextInt(3)) {
        case 0 -> buffer.put(at, (byte) value);
        case 1 -> buffer.putShort(at, (short) value);
        default -> buffer.putInt(at, value);
      }
    }
    return bytes;
  }
}
