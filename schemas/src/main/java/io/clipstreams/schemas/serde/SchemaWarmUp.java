package io.clipstreams.schemas.serde;

import io.clipstreams.schemas.registry.RegistryRefusedException;
import io.clipstreams.schemas.registry.RegistryUnavailableException;
import io.clipstreams.schemas.registry.SchemaRegistryClient;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles the schemas of all output topics with the registry before an application starts, so that
 * no stream thread ever waits for it: serializers that share the client find everything cached.
 *
 * <p>Does what the serializers would: registers, takes the latest, or looks up, as configured.
 */
public final class SchemaWarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaWarmUp.class);
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final Duration FOREVER = Duration.ofDays(365_000);

  private final SchemaRegistryClient registry;
  private final WriterSchemas writerSchemas;
  private final Duration pause;

  /**
   * @param settings the serdes'
   */
  public SchemaWarmUp(SchemaRegistryClient registry, Map<String, ?> settings) {
    this(registry, settings, PAUSE);
  }

  SchemaWarmUp(SchemaRegistryClient registry, Map<String, ?> settings, Duration pause) {
    this.registry = registry;
    this.writerSchemas = new WriterSchemas(registry, new AvroSerdeConfig(settings), false);
    this.pause = pause;
  }

  /**
   * As {@link #registerAll(Map, Duration)}, waiting for a registry that is away for as long as it
   * takes.
   */
  public void registerAll(Map<String, Schema> valueSchemas) throws InterruptedException {
    registerAll(valueSchemas, FOREVER);
  }

  /**
   * Waits for a registry that is away, with a log line every few seconds.
   *
   * @param valueSchemas by topic, as the generated classes have them
   * @throws RegistryUnavailableException when the registry is still away after {@code atMost}
   * @throws KafkaException when the registry refuses a schema; says which topic's
   */
  public void registerAll(Map<String, Schema> valueSchemas, Duration atMost)
      throws InterruptedException {
    long started = System.nanoTime();
    for (Map.Entry<String, Schema> entry : valueSchemas.entrySet()) {
      register(entry.getKey(), entry.getValue(), started, atMost);
    }
    LOG.info("The {} knows the schemas of {}", registry, valueSchemas.keySet());
  }

  private void register(String topic, Schema schema, long started, Duration atMost)
      throws InterruptedException {
    while (true) {
      try {
        writerSchemas.of(topic, schema);
        return;
      } catch (RegistryUnavailableException e) {
        Duration waited = Duration.ofNanos(System.nanoTime() - started);
        if (waited.compareTo(atMost) >= 0) {
          throw e;
        }
        LOG.warn(
            "Waiting for the schema registry, {} s by now: {}", waited.toSeconds(), e.getMessage());
        Thread.sleep(pause.toMillis());
      } catch (RegistryRefusedException e) {
        throw new KafkaException(
            "The schema of topic " + topic + " cannot be used: " + e.getMessage(), e);
      }
    }
  }
}
