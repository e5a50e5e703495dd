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
  private final Map<String, RegisteredSchema> latest = new HashMap<>();

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
    int id = schemas.indexOf(schema) + 1;
    latest.put(subject, new RegisteredSchema(id, schema));
    return id;
  }

  @Override
  public synchronized int lookup(String subject, Schema schema) {
    int index = schemas.indexOf(schema);
    if (index < 0) {
      throw notFound("Schema of subject " + subject);
    }
    return index + 1;
  }

  @Override
  public synchronized RegisteredSchema latest(String subject) {
    return Optional.ofNullable(latest.get(subject))
        .orElseThrow(() -> notFound("Subject " + subject));
  }

  @Override
  public boolean isCompatible(String subject, Schema schema) {
    return true;
  }

  private static RegistryRefusedException notFound(String what) {
    return new RegistryRefusedException(
        what + " not found", RegistryRefusedException.SCHEMA_NOT_FOUND);
  }
}
