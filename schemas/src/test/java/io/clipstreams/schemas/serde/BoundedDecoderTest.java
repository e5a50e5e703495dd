package io.clipstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.registry.InMemorySchemaRegistryClient;
import io.clipstreams.schemas.registry.PortableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths that lie. Each of these makes Avro's own decoder allocate first or run away. */
class BoundedDecoderTest {

  private interface Writing {
    void to(BinaryEncoder encoder) throws IOException;
  }

  @Test
  void aStringLongerThanThePayloadIsRefused() throws IOException {
    BoundedDecoder decoder = decoder(out -> out.writeLong(2_000_000_000L));

    assertThatThrownBy(decoder::readString)
        .hasMessageContaining("2000000000, but only 0 bytes are left");
  }

  @Test
  void bytesLongerThanThePayloadAreRefused() throws IOException {
    BoundedDecoder decoder = decoder(out -> out.writeLong(2_000_000_000L));

    assertThatThrownBy(() -> decoder.readBytes(null)).hasMessageContaining("0 bytes are left");
  }

  @Test
  void anArrayOfMoreItemsThanBytesIsRefused() throws IOException {
    BoundedDecoder decoder = decoder(out -> out.writeLong(1L << 30));

    assertThatThrownBy(decoder::readArrayStart).hasMessageContaining("1073741824");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void aNegativeLengthIsNotSkippedBackwards(long length) throws IOException {
    BoundedDecoder decoder = decoder(out -> out.writeLong(length));

    assertThatThrownBy(decoder::skipString)
        .isInstanceOf(AvroRuntimeException.class)
        .hasMessageContaining("negative");
  }

  @Test
  void blocksThatGiveTheirSizeAreReadAndSkipped() throws IOException {
    Writing twoBlocks =
        out -> {
          out.writeLong(-2);
          out.writeLong(4);
          out.writeString("a");
          out.writeString("b");
          out.writeLong(0);
        };

    BoundedDecoder read = decoder(twoBlocks);
    assertThat(read.readArrayStart()).isEqualTo(2);
    assertThat(read.readString()).isEqualTo("a");
    assertThat(read.readString()).isEqualTo("b");
    assertThat(read.arrayNext()).isZero();

    BoundedDecoder skipped = decoder(twoBlocks);
    assertThat(skipped.skipArray()).isZero();
    assertThat(skipped.remaining()).isZero();
  }

  @Test
  void aDeeplyNestedMessageOfARecursiveSchemaIsRefused() {
    Schema nested =
        SchemaBuilder.record("io.clipstreams.schemas.ImageReference")
            .fields()
            .name("unknown")
            .type()
            .optional()
            .type("io.clipstreams.schemas.ImageReference")
            .requiredString("uri")
            .endRecord();
    byte[] payload = new byte[1_000_000];
    Arrays.fill(payload, 5, payload.length, (byte) 2);

    assertThatThrownBy(() -> new RecordDecoder<>(nested, ImageReference.class).decode(payload))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("ImageReference");
  }

  /** Damaged in any one byte, a message is either read or refused; nothing else comes out. */
  @ParameterizedTest
  @MethodSource("io.clipstreams.schemas.Records#all")
  void aDamagedMessageIsReadOrRefused(SpecificRecord datum) {
    InMemorySchemaRegistryClient registry = new InMemorySchemaRegistryClient();
    int id = registry.register("t-value", PortableSchema.of(datum.getSchema()));
    var serializer = new SpecificAvroSerializer<SpecificRecord>(registry);
    serializer.configure(Map.of(), false);
    var deserializer = new SpecificAvroDeserializer<SpecificRecord>(registry);
    byte[] payload = serializer.serialize("t", datum);
    assertThat(WireFormat.schemaId(payload)).isEqualTo(id);

    Random random = new Random(1);
    int refused = 0;
    for (int i = WireFormat.HEADER_BYTES; i < payload.length; i++) {
      byte[] damaged = payload.clone();
      damaged[i] ^= (byte) (1 + random.nextInt(255));
      try {
        deserializer.deserialize("t", damaged);
      } catch (SerializationException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static BoundedDecoder decoder(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {1, 2, 3});
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    writing.to(encoder);
    return new BoundedDecoder(bytes.toByteArray(), 3);
  }
}
