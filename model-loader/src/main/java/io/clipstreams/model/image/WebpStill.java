package io.clipstreams.model.image;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first frame of a WebP as a file of its own, since the decoder takes no animations.
 *
 * @param file a WebP with one picture
 * @param canvas where that picture stands, or null where it is the whole
 * @see <a href="https://developers.google.com/speed/webp/docs/riff_container">the container</a>
 */
record WebpStill(byte[] file, Canvas canvas) {

  private static final int RIFF_OVERHEAD = 8;
  private static final int FRAME_HEADER = 16;

  static WebpStill of(byte[] webp) throws EOFException {
    ByteBuffer header = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
    if ((header.getInt(4) & 0xffffffffL) + RIFF_OVERHEAD > webp.length) {
      throw new EOFException("RIFF's length is more than there is");
    }
    Optional<ByteBuffer> frame = Chunks.inRiff(webp, "ANMF");
    Optional<ByteBuffer> extended = Chunks.inRiff(webp, "VP8X");
    if (frame.isEmpty() || extended.isEmpty()) {
      return new WebpStill(webp, null);
    }
    ByteBuffer head = frame.get();
    ByteBuffer size = extended.get();
    Canvas canvas =
        new Canvas(
            1 + uint24(size, 4), 1 + uint24(size, 7), 2 * uint24(head, 0), 2 * uint24(head, 3));
    ByteBuffer parts = head.slice(FRAME_HEADER, head.limit() - FRAME_HEADER);
    for (String bitstream : new String[] {"VP8 ", "VP8L"}) {
      Optional<ByteBuffer> content = Chunks.inRiff(parts, bitstream);
      if (content.isPresent()) {
        return new WebpStill(simpleFile(bitstream, content.get()), canvas);
      }
    }
    throw new EOFException("the first frame is empty");
  }

  /** Alpha, which stands in a chunk of its own for lossy frames, is dropped in any case. */
  private static byte[] simpleFile(String bitstream, ByteBuffer content) {
    int padded = content.limit() + (content.limit() & 1);
    ByteBuffer file = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(12 + padded);
    file.put(("WEBP" + bitstream).getBytes(StandardCharsets.ISO_8859_1));
    file.putInt(content.limit()).put(content.duplicate());
    return file.array();
  }

  private static int uint24(ByteBuffer bytes, int at) {
    return bytes.get(at) & 0xff
        | (bytes.get(at + 1) & 0xff) << 8
        | (bytes.get(at + 2) & 0xff) << 16;
  }
}
