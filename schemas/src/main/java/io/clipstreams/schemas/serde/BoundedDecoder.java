package io.clipstreams.schemas.serde;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary decoder with every length held against the bytes that are left. Avro's own (1.12.1)
 * believes them: a message of ten bytes that announces a string of a gigabyte, or an array of a
 * thousand million items, has it allocated first, and a negative length makes it skip backwards.
 * Messages are not trusted, so here a length that the payload cannot hold is an error at once.
 *
 * <p>An item of an array or map is taken to have at least one byte; schemas whose items have none
 * (arrays of null) are not used in these topics.
 */
final class BoundedDecoder extends Decoder {

  private final ByteArrayInputStream left;
  private final BinaryDecoder in;

  BoundedDecoder(byte[] payload, int from) {
    this.left = new ByteArrayInputStream(payload, from, payload.length - from);
    // Direct: reads no byte ahead, so that `left` says how many there are.
    this.in = DecoderFactory.get().directBinaryDecoder(left, null);
  }

  int remaining() {
    return left.available();
  }

  private int checked(long length) throws EOFException {
    if (length < 0) {
      throw new AvroRuntimeException("a negative length, " + length);
    }
    if (length > remaining()) {
      throw new EOFException(
          "a length of %d, but only %d bytes are left".formatted(length, remaining()));
    }
    return (int) length;
  }

  private byte[] lengthAndBytes() throws IOException {
    byte[] bytes = new byte[checked(in.readLong())];
    in.readFixed(bytes);
    return bytes;
  }

  private void skip(long length) throws IOException {
    in.skipFixed(checked(length));
  }

  /** Avro writes arrays and maps in blocks: a count; if negative, the block's size follows. */
  private long blockCount() throws IOException {
    long count = in.readLong();
    if (count < 0) {
      checked(in.readLong());
      count = -count;
    }
    return checked(count);
  }

  /** Skips the blocks that give their size; answers the count of the first that does not. */
  private long skipBlocks() throws IOException {
    long count = in.readLong();
    while (count < 0) {
      skip(in.readLong());
      count = in.readLong();
    }
    return checked(count);
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(lengthAndBytes());
  }

  @Override
  public String readString() throws IOException {
    return new String(lengthAndBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void skipString() throws IOException {
    skip(in.readLong());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    return ByteBuffer.wrap(lengthAndBytes());
  }

  @Override
  public void skipBytes() throws IOException {
    skip(in.readLong());
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws IOException {
    in.readFixed(bytes, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    skip(length);
  }

  @Override
  public long readArrayStart() throws IOException {
    return blockCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return blockCount();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long readMapStart() throws IOException {
    return blockCount();
  }

  @Override
  public long mapNext() throws IOException {
    return blockCount();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  @Override
  public void readNull() {
    // Has no bytes.
  }

  @Override
  public boolean readBoolean() throws IOException {
    return in.readBoolean();
  }

  @Override
  public int readInt() throws IOException {
    return in.readInt();
  }

  @Override
  public long readLong() throws IOException {
    return in.readLong();
  }

  @Override
  public float readFloat() throws IOException {
    return in.readFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return in.readDouble();
  }

  @Override
  public int readEnum() throws IOException {
    return in.readEnum();
  }

  @Override
  public int readIndex() throws IOException {
    return in.readIndex();
  }
}
