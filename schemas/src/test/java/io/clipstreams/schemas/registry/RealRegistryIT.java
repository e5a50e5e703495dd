package io.clipstreams.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.clipstreams.quickstart.LocalRegistry;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.serde.AvroSerdes;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealRegistryIT {

  private static final Schema STRING_RECORD =
      SchemaBuilder.record("a.R").fields().requiredString("x").endRecord();
  private static final Schema INT_RECORD =
      SchemaBuilder.record("a.R").fields().requiredInt("x").endRecord();

  private static LocalRegistry server;

  @BeforeAll
  static void start(@TempDir Path folder) {
    server = LocalRegistry.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aSchemaIsRegisteredOnceAndFoundByIdSubjectAndText() {
    Schema schema = PortableSchema.of(Classification.getClassSchema());
    int id = client().register("found-value", schema);

    assertThat(client().register("found-value", schema)).isEqualTo(id);
    assertThat(client().lookup("found-value", schema)).isEqualTo(id);
    assertThat(client().latest("found-value")).isEqualTo(new RegisteredSchema(id, schema));
    assertThat(client().fetchById(id).join().toString()).isEqualTo(schema.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "with space", "plus+percent%", "grün.🐈"})
  void aSubjectMayHaveAnyCharacter(String subject) {
    int id = client().register(subject, STRING_RECORD);

    assertThat(client().lookup(subject, STRING_RECORD)).isEqualTo(id);
    assertThat(client().latest(subject).id()).isEqualTo(id);
  }

  @Test
  void anUnknownIdIsRefused() {
    assertThatThrownBy(() -> client().fetchById(1 << 30).join())
        .cause()
        .asInstanceOf(type(RegistryRefusedException.class))
        .extracting(RegistryRefusedException::errorCode)
        .isEqualTo(RegistryRefusedException.SCHEMA_NOT_FOUND);
  }

  @Test
  void anUnknownSubjectIsRefused() {
    assertRefused(
        () -> client().latest("never-heard-of"), RegistryRefusedException.SUBJECT_NOT_FOUND);
    assertRefused(
        () -> client().lookup("never-heard-of", STRING_RECORD),
        RegistryRefusedException.SUBJECT_NOT_FOUND);
  }

  @Test
  void anIncompatibleSchemaIsRefused() {
    client().register("strict", STRING_RECORD);

    assertThat(client().isCompatible("strict", STRING_RECORD)).isTrue();
    assertThat(client().isCompatible("strict", INT_RECORD)).isFalse();
    assertRefused(
        () -> client().register("strict", INT_RECORD),
        RegistryRefusedException.INCOMPATIBLE_SCHEMA);
  }

  @Test
  void anUnknownSubjectAcceptsAnySchema() {
    assertThat(client().isCompatible("not-yet-there", STRING_RECORD)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ImageReference", "LabelSet", "LabelRecord", "Classification", "ImageEmbedding"})
  void theRegistryAcceptsTodaysSchemaAfterYesterdays(String name) throws Exception {
    Schema today =
        PortableSchema.of(
            (Schema)
                Class.forName("io.clipstreams.schemas." + name)
                    .getMethod("getClassSchema")
                    .invoke(null));
    try (InputStream in = getClass().getResourceAsStream("/yesterday/" + name + ".avsc")) {
      int yesterdays = client().register(name + "-evolves", new Schema.Parser().parse(in));

      assertThat(client().register(name + "-evolves", today)).isNotEqualTo(yesterdays);
    }
  }

  @Test
  void aWarmUpWaitsForARegistryThatIsAway(@TempDir Path folder) throws Exception {
    try (LocalRegistry away = LocalRegistry.start(folder)) {
      Map<String, Object> settings =
          Map.of(RegistryConfig.URL, away.url(), RegistryConfig.MAX_RETRIES, 0);
      AvroSerdes serdes = new AvroSerdes(settings);
      away.kill();

      CompletableFuture<Void> warm =
          CompletableFuture.runAsync(
              () -> {
                try {
                  serdes
                      .warmUp()
                      .registerAll(Map.of("clip.images", ImageReference.getClassSchema()));
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThatThrownBy(() -> warm.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
      away.restart();

      warm.get(30, TimeUnit.SECONDS);
      assertThat(
              new HttpSchemaRegistryClient(new RegistryConfig(settings))
                  .latest("clip.images-value"))
          .isNotNull();
    }
  }

  private static HttpSchemaRegistryClient client() {
    return new HttpSchemaRegistryClient(
        new RegistryConfig(Map.of(RegistryConfig.URL, server.url())));
  }

  private static void assertRefused(Runnable call, int errorCode) {
    assertThatThrownBy(call::run)
        .asInstanceOf(type(RegistryRefusedException.class))
        .extracting(RegistryRefusedException::errorCode)
        .isEqualTo(errorCode);
  }
}
