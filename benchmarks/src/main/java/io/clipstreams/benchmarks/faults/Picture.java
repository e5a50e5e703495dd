package io.clipstreams.benchmarks.faults;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An object in the bucket.
 *
 * @param name its key
 * @param bytes of its file; not copied
 */
public record Picture(String name, byte[] bytes) {
  public Picture {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(bytes, "bytes");
  }

  /** What S3 calls the ETag of an object that was put at once: the MD5 of its bytes. */
  public String etag() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
