package io.clipstreams.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.registry.InMemorySchemaRegistryClient;
import io.clipstreams.schemas.registry.PortableSchema;
import io.clipstreams.schemas.serde.SpecificAvroSerde;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Old and new instances run side by side during an upgrade. The folder {@code yesterday} has each
 * topic's schema with some fields less, at the top and further down; each side must read the other.
 */
class EvolutionTest {

  private static final int HEADER = 5;

  private final InMemorySchemaRegistryClient registry = new InMemorySchemaRegistryClient();
  private final Serde<SpecificRecord> today = new SpecificAvroSerde<>(registry);

  @BeforeEach
  void configure() {
    today.configure(Map.of(), false);
  }

  @ParameterizedTest
  @MethodSource("io.clipstreams.schemas.Records#all")
  void readersOfEitherDayAcceptTheOthersSchema(SpecificRecord datum) {
    Schema old = yesterday(datum);
    Schema current = PortableSchema.of(datum.getSchema());

    assertThat(old).isNotEqualTo(current);
    assertThat(compatibility(current, old)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    assertThat(compatibility(old, current)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  @ParameterizedTest
  @MethodSource("io.clipstreams.schemas.Records#all")
  void yesterdaysReaderReadsTodaysRecordAndBack(SpecificRecord datum) throws IOException {
    GenericRecord seenYesterday = readYesterday(datum);
    SpecificRecord back = writeYesterdayReadToday(seenYesterday);

    // What yesterday's reader saw survives the way back; what it did not know has the defaults.
    assertThat(back.getClass()).isEqualTo(datum.getClass());
    assertThat(readYesterday(back)).isEqualTo(seenYesterday);
    assertThat(back).isNotEqualTo(datum);
  }

  @Test
  void todaysReaderGivesNewFieldsTheirDefaults() throws IOException {
    ImageReference sent = Records.imageReference();

    ImageReference back = (ImageReference) writeYesterdayReadToday(readYesterday(sent));

    assertThat(back.getUri()).isEqualTo(sent.getUri());
    assertThat(back.getEtag()).isEqualTo(sent.getEtag());
    assertThat(back.getLabelSets()).isEqualTo(sent.getLabelSets());
    assertThat(back.getMetadata()).isEmpty();
  }

  @Test
  void yesterdaysReaderSkipsWhatIsNewInsideNestedRecords() throws IOException {
    GenericRecord seen = readYesterday(Records.classification());

    assertThat(seen.get("imageId")).hasToString("image-1");
    assertThat(seen.hasField("cause")).isFalse();
    assertThat(((GenericRecord) seen.get("source")).get("offset")).isEqualTo(4711L);
    assertThat(seen.get("results").toString()).contains("\"name\": \"cat\"").contains("0.97");
  }

  private GenericRecord readYesterday(SpecificRecord datum) throws IOException {
    byte[] payload = today.serializer().serialize("t", datum);
    return new GenericDatumReader<GenericRecord>(
            PortableSchema.of(datum.getSchema()), yesterday(datum))
        .read(
            null,
            DecoderFactory.get().binaryDecoder(payload, HEADER, payload.length - HEADER, null));
  }

  private SpecificRecord writeYesterdayReadToday(GenericRecord datum) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int id = registry.register("t-value", datum.getSchema());
    out.write(new byte[] {0, 0, 0, 0, (byte) id});
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(datum.getSchema()).write(datum, encoder);
    return today.deserializer().deserialize("t", out.toByteArray());
  }

  private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
  }

  private static Schema yesterday(SpecificRecord datum) {
    String resource = "/yesterday/" + datum.getSchema().getName() + ".avsc";
    try (InputStream in = EvolutionTest.class.getResourceAsStream(resource)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new AssertionError(resource, e);
    }
  }
}
