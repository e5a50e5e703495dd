package io.clipstreams.schemas.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;

/**
 * A registry within the process, for {@code TopologyTestDriver} and for tools that work without a
 * cluster. It accepts every schema and never fails to answer; what depends on the registry being
 * away, slow or strict is tested against a real one.
 */
public final class InMemorySchemaRegistryClient implements SchemaRegistryClient {

  private final List<Schema> schemas = new ArrayList<>();
  private final Map<String, List<RegisteredSchema>> subjects = new HashMap<>();

  @Override
  public synchronized Optional<Schema> cachedById(int id) {
    return id >= 1 && id <= schemas.size() ? Optional.of(schemas.get(id - 1)) : Optional.empty();
  }

  @Override
  public CompletableFuture<Schema> fetchById(int id) {
    return cachedById(id)
        .map(CompletableFuture::completedFuture)
        .orElseGet(() -> CompletableFuture.failedFuture(notFound("Schema " + id)));
  }

  @Override
  public synchronized int register(String subject, Schema schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    RegisteredSchema registered = new RegisteredSchema(schemas.indexOf(schema) + 1, schema);
    List<RegisteredSchema> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
    if (!versions.contains(registered)) {
      versions.add(registered);
    }
    return registered.id();
  }

  @Override
  public synchronized int lookup(String subject, Schema schema) {
    return versions(subject).stream()
        .filter(version -> version.schema().equals(schema))
        .findFirst()
        .orElseThrow(() -> notFound("Schema of subject " + subject))
        .id();
  }

  @Override
  public synchronized RegisteredSchema latest(String subject) {
    List<RegisteredSchema> versions = versions(subject);
    return versions.get(versions.size() - 1);
  }

  @Override
  public boolean isCompatible(String subject, Schema schema) {
    return true;
  }

  private List<RegisteredSchema> versions(String subject) {
    List<RegisteredSchema> versions = subjects.get(subject);
    if (versions == null) {
      throw new RegistryRefusedException(
          "Subject " + subject + " not found", RegistryRefusedException.SUBJECT_NOT_FOUND);
    }
    return versions;
  }

  private static RegistryRefusedException notFound(String what) {
    return new RegistryRefusedException(
        what + " not found", RegistryRefusedException.SCHEMA_NOT_FOUND);
  }
}
