package io.clipstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.Records;
import io.clipstreams.schemas.registry.InMemorySchemaRegistryClient;
import io.clipstreams.schemas.registry.PortableSchema;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class UseLatestVersionTest {

  private static final String SUBJECT = "t-value";

  private final InMemorySchemaRegistryClient registry = new InMemorySchemaRegistryClient();
  private final Serde<ImageReference> serde =
      new AvroSerdes(
              Map.of(
                  "schema.registry.url", "http://unused",
                  "auto.register.schemas", "false",
                  "use.latest.version", "true"),
              registry)
          .valueSerde(ImageReference.class);

  @Test
  void theSameSchemaIsWrittenAsItIs() {
    Schema own = PortableSchema.of(ImageReference.getClassSchema());
    int id = registry.register(SUBJECT, own);

    byte[] payload = serde.serializer().serialize("t", Records.imageReference());

    assertThat(WireFormat.schemaId(payload)).isEqualTo(id);
    assertThat(serde.deserializer().deserialize("t", payload)).isEqualTo(Records.imageReference());
  }

  @Test
  void aRecordIsWrittenWithTheLatestSchemaOfTheSubject() throws Exception {
    // Other order, a field more, and several less.
    Schema latest =
        SchemaBuilder.record("io.clipstreams.schemas.ImageReference")
            .fields()
            .name("addedLater")
            .type()
            .stringType()
            .stringDefault("x")
            .optionalString("etag")
            .requiredString("uri")
            .endRecord();
    int id = registry.register(SUBJECT, latest);

    byte[] payload = serde.serializer().serialize("t", Records.imageReference());

    assertThat(WireFormat.schemaId(payload)).isEqualTo(id);
    GenericRecord seen =
        new GenericDatumReader<GenericRecord>(latest)
            .read(null, DecoderFactory.get().binaryDecoder(payload, 5, payload.length - 5, null));
    assertThat(seen.get("uri")).hasToString("s3://images/a b.jpg");
    assertThat(seen.get("etag")).hasToString("\"e1\"");
    assertThat(seen.get("addedLater")).hasToString("x");
  }

  @Test
  void aLatestSchemaThatCannotHoldTheRecordIsRefused() {
    registry.register(
        SUBJECT,
        SchemaBuilder.record("io.clipstreams.schemas.ImageReference")
            .fields()
            .requiredString("mandatory")
            .endRecord());

    assertThatThrownBy(() -> serde.serializer().serialize("t", Records.imageReference()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("latest schema of subject t-value")
        .hasMessageContaining("mandatory");
  }
}
