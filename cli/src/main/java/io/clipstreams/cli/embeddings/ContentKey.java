package io.clipstreams.cli.embeddings;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of a file's bytes, as four numbers: small, and quick to compare. */
public record ContentKey(long first, long second, long third, long fourth) {

  static final int BYTES = 4 * Long.BYTES;

  /** The key of a content. */
  public static ContentKey of(byte[] content) {
    try {
      return read(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static ContentKey read(ByteBuffer from) {
    return new ContentKey(from.getLong(), from.getLong(), from.getLong(), from.getLong());
  }

  void write(ByteBuffer to) {
    to.putLong(first).putLong(second).putLong(third).putLong(fourth);
  }
}
