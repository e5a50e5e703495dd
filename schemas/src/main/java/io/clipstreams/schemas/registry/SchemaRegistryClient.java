package io.clipstreams.schemas.registry;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;

/**
 * A schema registry that speaks Confluent's protocol. Safe for use by many threads, and meant to be
 * shared by all serdes of a process, because it holds the caches.
 *
 * <p>{@link #cachedById} and {@link #fetchById} never block. The other methods ask the registry
 * once for each argument and remember the answer; until then they block, so call them before the
 * stream threads start. They throw {@link RegistryUnavailableException} when the registry is away,
 * {@link RegistryRefusedException} when it says no, and Kafka's {@code InterruptException} when the
 * calling thread is interrupted.
 */
public interface SchemaRegistryClient {

  /** The schema with this id, if it is known here already. */
  Optional<Schema> cachedById(int id);

  /**
   * Brings the schema with this id into the cache.
   *
   * @return completes with the schema, or with one of the two exceptions above, unwrapped; callers
   *     that ask for the same id at the same time share one request, not one future
   */
  CompletableFuture<Schema> fetchById(int id);

  /** As {@link #fetchById}, but waits. */
  default Schema byId(int id) {
    return Futures.await(fetchById(id));
  }

  /** Registers a schema under a subject, unless it is there; answers its id. */
  int register(String subject, Schema schema);

  /** The id of a schema that must be registered under the subject already. */
  int lookup(String subject, Schema schema);

  /** The subject's latest schema at the time of the first call; remembered from then on. */
  RegisteredSchema latest(String subject);

  /**
   * Whether the schema could be registered under the subject. Asks each time. A subject that does
   * not exist accepts any schema.
   */
  boolean isCompatible(String subject, Schema schema);
}
