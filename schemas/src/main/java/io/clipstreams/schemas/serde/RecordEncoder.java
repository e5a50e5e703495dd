package io.clipstreams.schemas.serde;

import io.clipstreams.schemas.registry.PortableSchema;
import io.clipstreams.schemas.registry.RegisteredSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Writes the records of one generated class with one registered schema. Immutable and safe for use
 * by many threads: a producer serializes on whichever thread sends.
 */
final class RecordEncoder {

  private static final int EXPECTED_BYTES = 256;

  private final byte[] header;
  private final Schema own;
  private final Schema registered;
  private final DatumWriter<Object> writer;
  private final boolean sameSchema;

  RecordEncoder(Schema own, RegisteredSchema target) {
    this.header = WireFormat.header(target.id());
    this.own = own;
    this.registered = target.schema();
    this.writer = new SpecificDatumWriter<>(own, SpecificData.getForSchema(own));
    this.sameSchema = PortableSchema.of(own).equals(PortableSchema.of(registered));
  }

  byte[] encode(Object datum) throws IOException {
    byte[] body = encode(writer, datum, sameSchema ? header : new byte[0]);
    return sameSchema
        ? body
        : encode(new GenericDatumWriter<>(registered), projected(body), header);
  }

  private static byte[] encode(DatumWriter<Object> writer, Object datum, byte[] header)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(EXPECTED_BYTES);
    out.write(header);
    // Direct: has no buffer of its own, so there is nothing worth keeping for the next record.
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    writer.write(datum, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  /** The record as a reader with the registered schema sees it. */
  private Object projected(byte[] body) throws IOException {
    GenericDatumReader<Object> reader =
        new GenericDatumReader<>(own, registered, new GenericData());
    return reader.read(null, DecoderFactory.get().binaryDecoder(body, null));
  }
}
