package io.clipstreams.topology.labels.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that the head of an upload gives: SHA-256 over the values of its parts, in order. */
public final class UploadHash {

  private final MessageDigest sha256;

  public UploadHash() {
    sha256 = sha256();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  public void add(byte[] partValue) {
    sha256.update(partValue);
  }

  public byte[] digest() {
    return sha256.digest();
  }
}
