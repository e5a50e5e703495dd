package io.clipstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.Records;
import io.clipstreams.schemas.registry.HttpSchemaRegistryClient;
import io.clipstreams.schemas.registry.RegistryConfig;
import io.clipstreams.schemas.registry.RegistryUnavailableException;
import io.clipstreams.schemas.registry.SchemaRegistryClient;
import io.clipstreams.schemas.registry.ScriptedRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaWarmUpTest {

  private static final String TOPIC = "clip.classifications";
  private static final Map<String, Schema> TOPICS = Map.of(TOPIC, Classification.getClassSchema());

  private final ScriptedRegistry server = new ScriptedRegistry();
  private final Map<String, Object> settings =
      Map.of("schema.registry.url", server.url(), "max.retries", "0");
  private final SchemaRegistryClient registry =
      new HttpSchemaRegistryClient(new RegistryConfig(settings));
  private final SchemaWarmUp warmUp = new SchemaWarmUp(registry, settings, Duration.ofMillis(20));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aRegistryThatIsAwayIsWaitedForAndThenNeverAskedBySerializers() throws Exception {
    server.answers(503, "").answers(503, "").answers(200, "{\"id\":7}");

    warmUp.registerAll(TOPICS);

    assertThat(server.asked()).hasSize(3);
    server.close();
    byte[] payload =
        new AvroSerdes(settings, registry)
            .valueSerde(Classification.class)
            .serializer()
            .serialize(TOPIC, Records.classification());
    assertThat(WireFormat.schemaId(payload)).isEqualTo(7);
  }

  @Test
  void aRegistryThatStaysAwayIsReportedAtTheDeadline() {
    assertThatThrownBy(() -> warmUp.registerAll(TOPICS, Duration.ofSeconds(2)))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThat(server.asked()).hasSizeGreaterThan(1);
  }

  @Test
  void aRefusalEndsTheWaitAndNamesTheTopic() {
    server.answers(409, "{\"error_code\":409,\"message\":\"incompatible\"}");

    assertThatThrownBy(() -> warmUp.registerAll(TOPICS))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("topic clip.classifications")
        .hasMessageContaining("incompatible");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void waitingCanBeInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> warmUp.registerAll(TOPICS))
        .isInstanceOfAny(InterruptException.class, InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
