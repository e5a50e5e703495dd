package io.clipstreams.model;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Small files that claim, or unpack to, as much as their formats allow. */
final class ImageBombs {

  private static final int MUCH = 50_000_000;
  private static final int HUGE = 30_000;
  private static final int MANY = 2_000;

  private ImageBombs() {}

  /**
   * @param pictures of every format, to build on
   */
  static List<byte[]> all(List<byte[]> pictures) throws IOException {
    byte[] zeros = deflated(MUCH);
    byte[] png = starting(pictures, 0x89, 'P');
    byte[] gif = starting(pictures, 'G', 'I');
    byte[] jpeg = starting(pictures, 0xff, 0xd8);
    byte[] webp = starting(pictures, 'R', 'I');
    byte[] bmp = starting(pictures, 'B', 'M');
    return List.of(
        pngOfZeros(zeros),
        bigEndian(png, 16, HUGE, HUGE),
        bigEndian(png, 16, 1, Integer.MAX_VALUE),
        withChunk(png, "zTXt", "Comment\0\0", zeros),
        withChunk(png, "iCCP", "profile\0\0", zeros),
        withChunk(png, "iTXt", "Comment\0\1\0\0\0", zeros),
        encoded("GIF", 1_000, 999),
        encoded("BMP", 1_000, 999),
        encoded("JPEG", 1_000, 999),
        gifOfManyFrames(gif),
        gifOfHugeFrame(gif),
        jpegOfSize(jpeg, 0xffff, 0xffff),
        jpegOfSize(jpeg, 1, 0xffff),
        jpegWithManyScans(jpeg),
        webpOfSize(webp),
        littleEndian(bmp, 18, HUGE, HUGE),
        littleEndian(bmp, 18, HUGE, -HUGE),
        // Colours of the palette, and where the pixels are.
        littleEndian(bmp, 46, Integer.MAX_VALUE),
        littleEndian(bmp, 46, 0x0fffffff),
        littleEndian(bmp, 10, Integer.MAX_VALUE),
        // The header's own size.
        littleEndian(bmp, 14, Integer.MAX_VALUE));
  }

  private static byte[] starting(List<byte[]> pictures, int first, int second) {
    return pictures.stream()
        .filter(bytes -> bytes[0] == (byte) first && bytes[1] == (byte) second)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] encoded(String format, int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), format, out);
    return out.toByteArray();
  }

  /** Its rows are there, all of them. */
  private static byte[] pngOfZeros(byte[] zeros) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    byte[] header = new byte[13];
    ByteBuffer.wrap(header).putInt(20_000).putInt(20_000).put((byte) 1);
    out.write(chunk("IHDR", header));
    out.write(chunk("IDAT", zeros));
    out.write(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  /** Before the pixels, text or a profile that unpacks to 50 MB. */
  private static byte[] withChunk(byte[] png, String type, String head, byte[] zeros)
      throws IOException {
    int afterHeader = 8 + 25;
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write(head.getBytes(StandardCharsets.ISO_8859_1));
    data.write(zeros);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(png, 0, afterHeader);
    out.write(chunk(type, data.toByteArray()));
    out.write(png, afterHeader, png.length - afterHeader);
    return out.toByteArray();
  }

  private static byte[] deflated(int zeros) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      byte[] part = new byte[1_000_000];
      for (int written = 0; written < zeros; written += part.length) {
        deflater.write(part);
      }
    }
    return out.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }

  private static byte[] gifOfManyFrames(byte[] gif) {
    int frames = firstFrame(gif);
    int length = gif.length - 1 - frames;
    ByteBuffer out = ByteBuffer.allocate(frames + MANY * length + 1).put(gif, 0, frames);
    for (int i = 0; i < MANY; i++) {
      out.put(gif, frames, length);
    }
    return out.put((byte) ';').array();
  }

  /** On a small screen. */
  private static byte[] gifOfHugeFrame(byte[] gif) {
    byte[] bytes = gif.clone();
    ByteBuffer.wrap(bytes).putInt(indexOf(bytes, ',', firstFrame(bytes)) + 5, 0xffffffff);
    return bytes;
  }

  /** After the screen and its table of colours. */
  private static int firstFrame(byte[] gif) {
    boolean hasTable = (gif[10] & 0x80) != 0;
    return 13 + (hasTable ? 3 << (gif[10] & 7) + 1 : 0);
  }

  private static byte[] jpegOfSize(byte[] jpeg, int width, int height) {
    byte[] bytes = jpeg.clone();
    int frame = frameHeader(bytes);
    ByteBuffer.wrap(bytes).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
    return bytes;
  }

  /** The first scan, over and over. */
  private static byte[] jpegWithManyScans(byte[] jpeg) {
    int scan = marker(jpeg, 0xda, 0xda);
    int length = jpeg.length - 2 - scan;
    ByteBuffer out = ByteBuffer.allocate(scan + MANY * length + 2).put(jpeg, 0, scan);
    for (int i = 0; i < MANY; i++) {
      out.put(jpeg, scan, length);
    }
    return out.put((byte) 0xff).put((byte) 0xd9).array();
  }

  private static int frameHeader(byte[] jpeg) {
    return marker(jpeg, 0xc0, 0xc2);
  }

  private static int marker(byte[] jpeg, int from, int to) {
    for (int i = 2; i < jpeg.length - 1; i++) {
      int code = jpeg[i + 1] & 0xff;
      if (jpeg[i] == (byte) 0xff && code >= from && code <= to) {
        return i;
      }
    }
    throw new IllegalArgumentException("no such marker");
  }

  /** A canvas of 16,384 × 16,384 over whatever is in it. */
  private static byte[] webpOfSize(byte[] webp) {
    byte[] canvas = {(byte) 0xff, 0x3f, 0, (byte) 0xff, 0x3f, 0};
    ByteBuffer out =
        ByteBuffer.allocate(webp.length + 18)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(webp, 0, 4)
            .putInt(webp.length + 10)
            .put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII))
            .putInt(10)
            .putInt(0)
            .put(canvas);
    return out.put(webp, 12, webp.length - 12).array();
  }

  private static byte[] bigEndian(byte[] file, int at, int... values) {
    return with(file, at, ByteOrder.BIG_ENDIAN, values);
  }

  private static byte[] littleEndian(byte[] file, int at, int... values) {
    return with(file, at, ByteOrder.LITTLE_ENDIAN, values);
  }

  private static byte[] with(byte[] file, int at, ByteOrder order, int... values) {
    byte[] bytes = file.clone();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order).position(at);
    for (int value : values) {
      buffer.putInt(value);
    }
    return bytes;
  }

  private static int indexOf(byte[] bytes, int value, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == (byte) value) {
        return i;
      }
    }
    throw new IllegalArgumentException("no such byte");
  }
}
