package io.clipstreams.schemas.serde;

import io.clipstreams.schemas.registry.PortableSchema;
import io.clipstreams.schemas.registry.RegisteredSchema;
import io.clipstreams.schemas.registry.SchemaRegistryClient;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.kafka.common.errors.SerializationException;

/** Decides with which registered schema the records of a topic are written. */
final class WriterSchemas {

  private final SchemaRegistryClient registry;
  private final SubjectNameStrategy strategy;
  private final boolean isKey;
  private final boolean autoRegister;
  private final boolean useLatest;

  WriterSchemas(SchemaRegistryClient registry, AvroSerdeConfig config, boolean isKey) {
    this.registry = registry;
    this.strategy = config.subjectNameStrategy(isKey);
    this.isKey = isKey;
    this.autoRegister = config.getBoolean(AvroSerdeConfig.AUTO_REGISTER);
    this.useLatest = config.getBoolean(AvroSerdeConfig.USE_LATEST_VERSION);
  }

  /**
   * Asks the registry, or the client's cache if this was asked before.
   *
   * @param schema the generated class's
   * @return what stands in the registry, or the very same schema in its portable form
   */
  RegisteredSchema of(String topic, Schema schema) {
    Schema portable = PortableSchema.of(schema);
    String subject = strategy.subject(topic, isKey, portable);
    if (autoRegister) {
      return new RegisteredSchema(registry.register(subject, portable), portable);
    }
    if (useLatest) {
      return compatible(subject, registry.latest(subject), portable);
    }
    return new RegisteredSchema(registry.lookup(subject, portable), portable);
  }

  private static RegisteredSchema compatible(
      String subject, RegisteredSchema latest, Schema portable) {
    var result =
        SchemaCompatibility.checkReaderWriterCompatibility(latest.schema(), portable).getResult();
    if (result.getCompatibility() != SchemaCompatibilityType.COMPATIBLE) {
      throw new SerializationException(
          "Cannot write %s with the latest schema of subject %s (id %d): %s"
              .formatted(
                  portable.getFullName(), subject, latest.id(), result.getIncompatibilities()));
    }
    return latest;
  }
}
