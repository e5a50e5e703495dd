package io.clipstreams.topology.labels.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Avro records in the store, in Avro's single-object encoding. The schemas that they were written
 * with are in the store as well, so that a later release reads them without asking a registry.
 */
final class StateCodec<T extends SpecificRecord> {

  private static final String SCHEMA = "schema/";

  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;

  /** Writes this release's schema to the store, and reads what earlier releases wrote there. */
  StateCodec(KeyValueStore<String, byte[]> store, Class<T> type) {
    SpecificData model = SpecificData.getForClass(type);
    Schema schema = model.getSchema(type);
    encoder = new BinaryMessageEncoder<>(model, schema);
    decoder = new BinaryMessageDecoder<>(model, schema);
    String prefix = SCHEMA + schema.getFullName() + "/";
    String key = prefix + Long.toHexString(SchemaNormalization.parsingFingerprint64(schema));
    if (store.get(key) == null) {
      store.put(key, schema.toString().getBytes(StandardCharsets.UTF_8));
    }
    try (KeyValueIterator<String, byte[]> earlier = LabelStore.prefix(store, prefix)) {
      while (earlier.hasNext()) {
        KeyValue<String, byte[]> entry = earlier.next();
        decoder.addSchema(
            new Schema.Parser().parse(new String(entry.value, StandardCharsets.UTF_8)));
      }
    }
  }

  byte[] encode(T record) {
    try {
      java.nio.ByteBuffer bytes = encoder.encode(record);
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
  }

  T decode(byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("The store of label sets holds a broken record", e);
    }
  }
}
