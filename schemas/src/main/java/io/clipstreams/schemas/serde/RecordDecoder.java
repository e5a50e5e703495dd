package io.clipstreams.schemas.serde;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Reads what one writer's schema wrote into one generated class, by Avro's schema resolution.
 * Immutable and safe for use by many threads.
 */
final class RecordDecoder<T> {

  private final Schema writer;
  private final Class<T> type;
  private final SpecificDatumReader<T> reader;

  /**
   * @throws SerializationException when the writer's schema is another record's
   */
  RecordDecoder(Schema writer, Class<T> type) {
    SpecificData model = SpecificData.getForClass(type);
    Schema target = model.getSchema(type);
    requireSameRecord(writer, target);
    this.writer = writer;
    this.type = type;
    this.reader = new SpecificDatumReader<>(writer, target, model);
  }

  /** Avro itself would read any record that happens to have the fields. */
  private static void requireSameRecord(Schema writer, Schema target) {
    boolean named =
        writer.getType() == Schema.Type.RECORD
            && (writer.getFullName().equals(target.getFullName())
                || target.getAliases().contains(writer.getFullName()));
    if (!named) {
      String found =
          writer.getType() == Schema.Type.RECORD
              ? writer.getFullName()
              : writer.getType().getName();
      throw new SerializationException(
          "A %s was expected, but the message holds a %s".formatted(target.getFullName(), found));
    }
  }

  T decode(byte[] payload) {
    BoundedDecoder in = new BoundedDecoder(payload, WireFormat.HEADER_BYTES);
    T datum;
    try {
      datum = reader.read(null, in);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // StackOverflowError: the writer's schema is recursive, and so is the message, very deeply.
      throw new SerializationException(
          "Not a %s as schema %s describes it: %s"
              .formatted(type.getSimpleName(), writer.getFullName(), e.getMessage()),
          e);
    }
    if (in.remaining() > 0) {
      throw new SerializationException(
          "%d bytes follow the %s".formatted(in.remaining(), type.getSimpleName()));
    }
    return datum;
  }
}
