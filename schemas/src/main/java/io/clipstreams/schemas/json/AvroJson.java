package io.clipstreams.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro records as plain JSON: fields in the schema's order, null left out, no wrappers around
 * unions. Times are milliseconds since the epoch, bytes are base64.
 */
public final class AvroJson {

  private AvroJson() {}

  /** The record as a map that any JSON library prints. */
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

  /**
   * Reads what {@link #of} has written. Fields that the schema does not have are passed over; those
   * that are missing have their defaults.
   *
   * @throws AvroTypeException when the JSON does not fit the schema; names the field
   */
  public static <T extends SpecificRecord> T read(JsonNode json, Class<T> type) {
    return type.cast(record(json, SpecificData.get().getSchema(type)));
  }

  private static Object record(JsonNode json, Schema schema) {
    IndexedRecord record = (IndexedRecord) SpecificData.get().newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      JsonNode value = json.get(field.name());
      if (value != null && !value.isNull()) {
        record.put(field.pos(), value(value, field.schema(), field.name()));
      } else if (field.hasDefaultValue()) {
        record.put(field.pos(), SpecificData.get().getDefaultValue(field));
      } else {
        throw new AvroTypeException("%s has no field %s".formatted(schema.getName(), field.name()));
      }
    }
    return record;
  }

  private static Object value(JsonNode json, Schema schema, String name) {
    return switch (schema.getType()) {
      case UNION -> value(json, notNull(schema), name);
      case RECORD -> record(required(json.isObject(), json, name), schema);
      case ARRAY -> array(required(json.isArray(), json, name), schema, name);
      case MAP -> map(required(json.isObject(), json, name), schema, name);
      case ENUM -> symbol(required(json.isTextual(), json, name), schema, name);
      case STRING -> required(json.isTextual(), json, name).textValue();
      case BYTES -> bytes(json, name);
      case INT -> required(json.canConvertToInt(), json, name).intValue();
      case LONG -> number(required(json.canConvertToLong(), json, name).longValue(), schema);
      case FLOAT -> required(json.isNumber(), json, name).floatValue();
      case DOUBLE -> required(json.isNumber(), json, name).doubleValue();
      case BOOLEAN -> required(json.isBoolean(), json, name).booleanValue();
      default -> throw new AvroTypeException("%s is %s".formatted(name, schema.getType()));
    };
  }

  private static JsonNode required(boolean fits, JsonNode json, String name) {
    if (!fits) {
      throw new AvroTypeException("%s is %s".formatted(name, json.getNodeType()));
    }
    return json;
  }

  private static Schema notNull(Schema union) {
    List<Schema> types =
        union.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    if (types.size() != 1) {
      throw new AvroTypeException("JSON does not say which of %s it is".formatted(union));
    }
    return types.get(0);
  }

  private static List<Object> array(JsonNode json, Schema schema, String name) {
    List<Object> items = new ArrayList<>(json.size());
    json.forEach(item -> items.add(value(item, schema.getElementType(), name)));
    return items;
  }

  private static Map<String, Object> map(JsonNode json, Schema schema, String name) {
    Map<String, Object> entries = new LinkedHashMap<>();
    json.properties()
        .forEach(
            entry ->
                entries.put(entry.getKey(), value(entry.getValue(), schema.getValueType(), name)));
    return entries;
  }

  private static Object symbol(JsonNode json, Schema schema, String name) {
    if (!schema.hasEnumSymbol(json.textValue())) {
      throw new AvroTypeException("%s is %s".formatted(name, json.textValue()));
    }
    return SpecificData.get().createEnum(json.textValue(), schema);
  }

  private static Object number(long value, Schema schema) {
    return schema.getLogicalType() == null ? value : Instant.ofEpochMilli(value);
  }

  private static ByteBuffer bytes(JsonNode json, String name) {
    try {
      return ByteBuffer.wrap(required(json.isTextual(), json, name).binaryValue());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is no base64", e);
    }
  }
}
