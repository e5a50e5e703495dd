package io.clipstreams.topology.testing;

import io.clipstreams.schemas.registry.InMemorySchemaRegistryClient;
import io.clipstreams.schemas.registry.RegisteredSchema;
import io.clipstreams.schemas.registry.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;

/** A registry that answers when and how the test says. */
public final class SlowRegistry implements SchemaRegistryClient {

  private final InMemorySchemaRegistryClient registry = new InMemorySchemaRegistryClient();
  private final List<Request> requests = new ArrayList<>();
  private boolean cached = true;

  private record Request(int id, CompletableFuture<Schema> answer) {}

  /** From now on no schema is cached here. */
  public void forget() {
    cached = false;
  }

  /** All requests are answered. */
  public void remember() {
    cached = true;
    requests.forEach(
        request -> request.answer.complete(registry.cachedById(request.id).orElseThrow()));
    requests.clear();
  }

  /** All requests fail. */
  public void fail(RuntimeException error) {
    List<Request> failing = List.copyOf(requests);
    requests.clear();
    failing.forEach(request -> request.answer.completeExceptionally(error));
  }

  @Override
  public Optional<Schema> cachedById(int id) {
    return cached ? registry.cachedById(id) : Optional.empty();
  }

  @Override
  public CompletableFuture<Schema> fetchById(int id) {
    if (cached) {
      return registry.fetchById(id);
    }
    Request request = new Request(id, new CompletableFuture<>());
    requests.add(request);
    return request.answer;
  }

  @Override
  public int register(String subject, Schema schema) {
    return registry.register(subject, schema);
  }

  @Override
  public int lookup(String subject, Schema schema) {
    return registry.lookup(subject, schema);
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return registry.latest(subject);
  }

  @Override
  public boolean isCompatible(String subject, Schema schema) {
    return registry.isCompatible(subject, schema);
  }
}
