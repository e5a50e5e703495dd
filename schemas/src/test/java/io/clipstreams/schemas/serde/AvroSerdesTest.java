package io.clipstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.registry.InMemorySchemaRegistryClient;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {

  /** Stands where Confluent's class would: has a no-argument constructor and keeps what it gets. */
  public static final class OtherSerde implements Serde<ImageReference> {

    private final Map<String, Object> configured = new HashMap<>();

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
      configured.putAll(settings);
    }

    @Override
    public Serializer<ImageReference> serializer() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Deserializer<ImageReference> deserializer() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void ourSerdeIsTheDefault() {
    assertThat(serdes(Map.of()).valueSerde(ImageReference.class))
        .isInstanceOf(SpecificAvroSerde.class);
  }

  @Test
  void anotherSerdeIsMadeByNameAndGetsConfluentsKeys() {
    Serde<ImageReference> serde =
        serdes(Map.of("avro.serde.class", OtherSerde.class.getName()))
            .valueSerde(ImageReference.class);

    assertThat(serde)
        .isInstanceOfSatisfying(
            OtherSerde.class,
            other ->
                assertThat(other.configured)
                    .containsEntry("schema.registry.url", "http://unused")
                    .containsEntry("specific.avro.reader", true)
                    .containsEntry("specific.avro.value.type", ImageReference.class)
                    .containsEntry("avro.remove.java.properties", true));
  }

  @Test
  void aClassThatIsNotThereIsNamed() {
    String confluents = "io.confluent.kafka.streams.serdes.avro.SpecificAvroSerdeX";

    assertThatThrownBy(
            () -> serdes(Map.of("avro.serde.class", confluents)).valueSerde(ImageReference.class))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("avro.serde.class")
        .hasMessageContaining(confluents)
        .hasMessageContaining("not on the class path");
  }

  @Test
  void everyKeyIsDocumented() {
    assertThat(AvroSerdeConfig.definition().configKeys().values())
        .allSatisfy(key -> assertThat(key.documentation).isNotBlank());
  }

  @Test
  void readingGenericRecordsIsRefused() {
    assertThatThrownBy(() -> serdes(Map.of("specific.avro.reader", "false")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("specific.avro.reader");
  }

  @Test
  void aTypeThatIsNotGeneratedIsRefused() {
    SpecificAvroSerde<ImageReference> serde =
        new SpecificAvroSerde<>(new InMemorySchemaRegistryClient());

    assertThatThrownBy(
            () -> serde.configure(Map.of("specific.avro.value.type", "java.lang.String"), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("java.lang.String");
  }

  private static AvroSerdes serdes(Map<String, ?> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("schema.registry.url", "http://unused");
    return new AvroSerdes(settings, new InMemorySchemaRegistryClient());
  }
}
