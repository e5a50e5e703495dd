package io.clipstreams.schemas.serde;

import io.clipstreams.schemas.registry.HttpSchemaRegistryClient;
import io.clipstreams.schemas.registry.RegistryConfig;
import io.clipstreams.schemas.registry.SchemaRegistryClient;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Utils;

/**
 * Makes an application's Avro serdes from its configuration, all with one registry client. The key
 * {@code avro.serde.class} puts another serde in ours' place, such as Confluent's {@code
 * io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde}; it is given the same configuration.
 * Such a serde has caches of its own, so that the first record of each schema asks the registry on
 * the thread that it is on, also after a warm-up.
 */
public final class AvroSerdes {

  private final Map<String, ?> settings;
  private final SchemaRegistryClient registry;
  private final String serdeClass;

  /**
   * @param settings Confluent's keys, and {@code avro.serde.class}
   */
  public AvroSerdes(Map<String, ?> settings) {
    this(settings, new HttpSchemaRegistryClient(new RegistryConfig(settings)));
  }

  public AvroSerdes(Map<String, ?> settings, SchemaRegistryClient registry) {
    this.settings = new HashMap<>(settings);
    this.registry = registry;
    this.serdeClass = new AvroSerdeConfig(settings).getString(AvroSerdeConfig.SERDE_CLASS);
  }

  /** A serde for the values of any topic that hold this generated class. */
  public <T extends SpecificRecord> Serde<T> valueSerde(Class<T> type) {
    Serde<T> serde = newSerde();
    serde.configure(settingsFor(type), false);
    return serde;
  }

  private <T extends SpecificRecord> Serde<T> newSerde() {
    if (serdeClass.equals(SpecificAvroSerde.class.getName())) {
      return new SpecificAvroSerde<>(registry);
    }
    try {
      @SuppressWarnings("unchecked") // The type is settled by the configuration that follows.
      Serde<T> serde = (Serde<T>) Utils.newInstance(serdeClass, Serde.class);
      return serde;
    } catch (ClassNotFoundException e) {
      throw new ConfigException(
          AvroSerdeConfig.SERDE_CLASS, serdeClass, "is not on the class path");
    }
  }

  private Map<String, Object> settingsFor(Class<?> type) {
    Map<String, Object> all = new HashMap<>();
    // Confluent's serializer registers what the .avsc files say only when told to.
    all.put("avro.remove.java.properties", true);
    all.putAll(settings);
    all.put(AvroSerdeConfig.SPECIFIC_READER, true);
    all.put(AvroSerdeConfig.VALUE_TYPE, type);
    return all;
  }

  /** The client that the serdes share. */
  public SchemaRegistryClient registry() {
    return registry;
  }

  /** Settles the schemas of output topics at start. */
  public SchemaWarmUp warmUp() {
    return new SchemaWarmUp(registry, settings);
  }

  /** As {@link WireFormat#schemaIdNotCached}, for the serdes' own registry. */
  public OptionalInt schemaIdNotCached(byte[] payload) {
    return WireFormat.schemaIdNotCached(payload, registry);
  }
}
