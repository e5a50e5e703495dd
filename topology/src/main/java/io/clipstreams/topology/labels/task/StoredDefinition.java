package io.clipstreams.topology.labels.task;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record of the topic of definitions as it came, undecoded, so that it can be read again after a
 * restart and can become a dead letter unchanged.
 *
 * @param offset of the record; the version that it becomes
 * @param timestamp of the record
 * @param key may be null
 * @param value null for a tombstone
 */
record StoredDefinition(long offset, long timestamp, byte[] key, byte[] value, Headers headers) {

  private static final int NULL = -1;

  /** The name of the set, or the key of a part; empty for a null key. */
  String name() {
    return key == null ? "" : new String(key, StandardCharsets.UTF_8);
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(offset);
      out.writeLong(timestamp);
      write(out, key);
      write(out, value);
      Header[] all = headers.toArray();
      out.writeInt(all.length);
      for (Header header : all) {
        out.writeUTF(header.key());
        write(out, header.value());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static StoredDefinition fromBytes(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long offset = in.readLong();
      long timestamp = in.readLong();
      byte[] key = read(in);
      byte[] value = read(in);
      Headers headers = new RecordHeaders();
      for (int left = in.readInt(); left > 0; left--) {
        headers.add(in.readUTF(), read(in));
      }
      return new StoredDefinition(offset, timestamp, key, value, headers);
    } catch (IOException e) {
      throw new UncheckedIOException("The store holds a broken definition", e);
    }
  }

  private static void write(DataOutputStream out, byte[] field) throws IOException {
    out.writeInt(field == null ? NULL : field.length);
    if (field != null) {
      out.write(field);
    }
  }

  private static byte[] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length == NULL ? null : in.readNBytes(length);
  }
}
