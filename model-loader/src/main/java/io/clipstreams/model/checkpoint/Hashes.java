package io.clipstreams.model.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256, in hex. */
public final class Hashes {

  private static final int BUFFER = 1 << 20;

  private Hashes() {}

  /** Of all parts, one after the other. */
  public static String of(Iterable<byte[]> parts) {
    MessageDigest digest = sha256();
    parts.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of the text's UTF-8. */
  public static String of(String text) {
    return of(List.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Of the file's content. */
  public static String of(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
