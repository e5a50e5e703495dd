package io.clipstreams.topology.labels.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * A SHA-256 over fields. Each is preceded by its length, so that no two lists of fields collide.
 */
final class Digest {

  private final MessageDigest sha256 = UploadHash.sha256();

  Digest add(ByteBuffer field) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(field.remaining()).flip());
    sha256.update(field.duplicate());
    return this;
  }

  Digest add(String field) {
    return add(ByteBuffer.wrap(field.getBytes(StandardCharsets.UTF_8)));
  }

  Digest add(List<String> fields) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(fields.size()).flip());
    fields.forEach(this::add);
    return this;
  }

  Digest add(float field) {
    return add(ByteBuffer.allocate(Float.BYTES).putFloat(field).flip());
  }

  String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
