package io.clipstreams.schemas.serde;

import io.clipstreams.schemas.registry.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The Confluent wire format: a zero byte, the schema's id as four bytes, most significant first,
 * then the record in Avro's binary encoding.
 */
public final class WireFormat {

  static final int HEADER_BYTES = 5;
  private static final byte MAGIC = 0;

  private WireFormat() {}

  /** Five bytes that announce a record written with this schema. */
  static byte[] header(int schemaId) {
    return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array();
  }

  /**
   * The id of the schema that a payload was written with.
   *
   * @throws SerializationException when the payload is not in this format
   */
  public static int schemaId(byte[] payload) {
    if (payload.length < HEADER_BYTES) {
      throw new SerializationException(
          "Not in the Confluent wire format: %d bytes, but the header alone has %d"
              .formatted(payload.length, HEADER_BYTES));
    }
    if (payload[0] != MAGIC) {
      throw new SerializationException(
          "Not in the Confluent wire format: it must begin with a zero byte, this begins with 0x%02x"
              .formatted(payload[0]));
    }
    return ByteBuffer.wrap(payload).getInt(1);
  }

  /**
   * The id that has to be fetched before the payload can be decoded without waiting for the
   * registry. Empty when nothing has to be fetched: the schema is cached, or the payload is null or
   * malformed, so that decoding ends at once.
   */
  public static OptionalInt schemaIdNotCached(byte[] payload, SchemaRegistryClient registry) {
    boolean malformed = payload == null || payload.length < HEADER_BYTES || payload[0] != MAGIC;
    if (malformed) {
      return OptionalInt.empty();
    }
    int id = schemaId(payload);
    return registry.cachedById(id).isPresent() ? OptionalInt.empty() : OptionalInt.of(id);
  }
}
