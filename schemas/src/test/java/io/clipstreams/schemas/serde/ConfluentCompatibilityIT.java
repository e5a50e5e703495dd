package io.clipstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.quickstart.LocalRegistry;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.Records;
import io.clipstreams.schemas.registry.HttpSchemaRegistryClient;
import io.clipstreams.schemas.registry.InMemorySchemaRegistryClient;
import io.clipstreams.schemas.registry.PortableSchema;
import io.clipstreams.schemas.registry.RegistryConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.pulsar.kafka.shade.avro.Schema;
import org.apache.pulsar.kafka.shade.avro.generic.GenericDatumReader;
import org.apache.pulsar.kafka.shade.avro.generic.GenericRecord;
import org.apache.pulsar.kafka.shade.avro.io.DecoderFactory;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Confluent's own serializer and deserializer on the other side of the topic, with a real registry
 * between.
 */
class ConfluentCompatibilityIT {

  private static LocalRegistry server;
  private static Map<String, Object> settings;

  @BeforeAll
  static void start(@TempDir Path folder) {
    server = LocalRegistry.start(folder);
    settings = Map.of("schema.registry.url", server.url());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @MethodSource("io.clipstreams.schemas.Records#all")
  void confluentReadsWhatWeWrite(SpecificRecord datum) {
    String topic = "ours-" + datum.getSchema().getName();

    byte[] payload = ours().serializer().serialize(topic, datum);
    GenericRecord seen =
        (GenericRecord) confluentsDeserializer(settings).deserialize(topic, payload);

    assertThat(seen.getSchema().getFullName()).isEqualTo(datum.getSchema().getFullName());
    assertThat(confluentsSerializer(settings).serialize(topic, seen)).isEqualTo(payload);
  }

  @ParameterizedTest
  @MethodSource("io.clipstreams.schemas.Records#all")
  void weReadWhatConfluentWrites(SpecificRecord datum) {
    String topic = "theirs-" + datum.getSchema().getName();
    GenericRecord confluents = asConfluentsRecord(datum);

    byte[] payload = confluentsSerializer(settings).serialize(topic, confluents);

    assertThat(ours().deserializer().deserialize(topic, payload)).isEqualTo(datum);
  }

  @Test
  void bothFindTheSameIdWhoeverRegistersFirst() {
    ImageReference image = Records.imageReference();
    byte[] theirs = confluentsSerializer(settings).serialize("same-id", asConfluentsRecord(image));
    byte[] ours = ours().serializer().serialize("same-id", image);

    assertThat(ours).isEqualTo(theirs);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void bothNameTheSameSubject(String strategy) {
    ImageReference image = Records.imageReference();
    Map<String, Object> strict =
        with("value.subject.name.strategy", ours(strategy), "auto.register.schemas", false);
    Map<String, Object> theirs =
        with("value.subject.name.strategy", confluents(strategy), "auto.register.schemas", true);
    String topic = "subject-of-" + strategy;
    byte[] payload = confluentsSerializer(theirs).serialize(topic, asConfluentsRecord(image));

    // Without registering, ours succeeds only if it looks where Confluent's has registered.
    Serde<ImageReference> serde = new AvroSerdes(strict).valueSerde(ImageReference.class);
    assertThat(serde.serializer().serialize(topic, image)).isEqualTo(payload);
  }

  static String[] strategies() {
    return new String[] {
      "TopicNameStrategy", "RecordNameStrategy", "TopicRecordNameStrategy",
    };
  }

  @Test
  void bothWriteWithTheLatestVersion() {
    ImageReference image = Records.imageReference();
    var client = new HttpSchemaRegistryClient(new RegistryConfig(settings));
    client.register("latest-value", PortableSchema.of(ImageReference.getClassSchema()));
    Map<String, Object> latest = with("use.latest.version", true, "auto.register.schemas", false);

    byte[] ours =
        new AvroSerdes(latest)
            .valueSerde(ImageReference.class)
            .serializer()
            .serialize("latest", image);

    assertThat(ours)
        .isEqualTo(confluentsSerializer(latest).serialize("latest", asConfluentsRecord(image)));
  }

  @Test
  void bothLeaveNullAsItIs() {
    assertThat(ours().serializer().serialize("t", null)).isNull();
    assertThat(confluentsSerializer(settings).serialize("t", null)).isNull();
    assertThat(ours().deserializer().deserialize("t", null)).isNull();
    assertThat(confluentsDeserializer(settings).deserialize("t", null)).isNull();
  }

  @Test
  void bothRefuseAnUnknownId() {
    byte[] payload = {0, 0x7f, 0, 0, 1, 0};

    assertThatThrownBy(() -> ours().deserializer().deserialize("t", payload))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("40403");
    assertThatThrownBy(() -> confluentsDeserializer(settings).deserialize("t", payload))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void bothRefuseAnotherMagicByte() {
    byte[] payload = {1, 0, 0, 0, 1, 0};

    assertThatThrownBy(() -> ours().deserializer().deserialize("t", payload))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> confluentsDeserializer(settings).deserialize("t", payload))
        .isInstanceOf(SerializationException.class);
  }

  private static Serde<SpecificRecord> ours() {
    Serde<SpecificRecord> serde = new SpecificAvroSerde<>();
    serde.configure(settings, false);
    return serde;
  }

  private static KafkaAvroSerializer confluentsSerializer(Map<String, Object> settings) {
    KafkaAvroSerializer serializer = new KafkaAvroSerializer();
    serializer.configure(settings, false);
    return serializer;
  }

  private static KafkaAvroDeserializer confluentsDeserializer(Map<String, Object> settings) {
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
    deserializer.configure(settings, false);
    return deserializer;
  }

  /** The same record in Confluent's relocated Avro, by way of Avro's binary alone. */
  private static GenericRecord asConfluentsRecord(SpecificRecord datum) {
    Schema schema = new Schema.Parser().parse(PortableSchema.of(datum.getSchema()).toString());
    Serde<SpecificRecord> local = new SpecificAvroSerde<>(new InMemorySchemaRegistryClient());
    local.configure(Map.of(), false);
    byte[] payload = local.serializer().serialize("unused", datum);
    try {
      return new GenericDatumReader<GenericRecord>(schema)
          .read(null, DecoderFactory.get().binaryDecoder(payload, 5, payload.length - 5, null));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String ours(String strategy) {
    return "io.confluent.kafka.serializers.subject." + strategy;
  }

  private static String confluents(String strategy) {
    return "org.apache.pulsar.kafka.shade." + ours(strategy);
  }

  private static Map<String, Object> with(Object... more) {
    Map<String, Object> all = new HashMap<>(settings);
    for (int i = 0; i < more.length; i += 2) {
      all.put((String) more[i], more[i + 1]);
    }
    return all;
  }
}
