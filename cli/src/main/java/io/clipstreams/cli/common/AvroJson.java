package io.clipstreams.cli.common;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Avro records as plain JSON: fields in the schema's order, null left out, no wrappers around
 * unions. Times are milliseconds since the epoch, bytes are base64.
 */
public final class AvroJson {

  private AvroJson() {}

  /** The record as a map that {@link Json#line} prints. */
  public static Map<String, Object> of(IndexedRecord avro) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Schema.Field field : avro.getSchema().getFields()) {
      Object value = avro.get(field.pos());
      if (value != null) {
        fields.put(field.name(), plain(value));
      }
    }
    return fields;
  }

  private static Object plain(Object value) {
    if (value instanceof IndexedRecord nested) {
      return of(nested);
    }
    if (value instanceof Collection<?> items) {
      return items.stream().map(AvroJson::plain).toList();
    }
    if (value instanceof Instant time) {
      return time.toEpochMilli();
    }
    if (value instanceof ByteBuffer bytes) {
      return Base64.getEncoder().encodeToString(copy(bytes));
    }
    if (value instanceof Enum<?> symbol) {
      return symbol.name();
    }
    return value;
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }
}
