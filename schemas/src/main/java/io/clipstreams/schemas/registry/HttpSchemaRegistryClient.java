package io.clipstreams.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Talks to a registry over HTTP, by the protocol that Confluent documents as the Schema Registry
 * API: {@code /subjects}, {@code /schemas/ids} and {@code /compatibility}.
 */
public final class HttpSchemaRegistryClient implements SchemaRegistryClient {

  private static final int CACHED_SCHEMAS = 1_000;

  private final RegistryTransport transport;
  private final SchemaParser parser;
  private final BoundedCache<Integer, Schema> byId = new BoundedCache<>(CACHED_SCHEMAS);
  private final Map<Integer, CompletableFuture<Schema>> inFlight = new ConcurrentHashMap<>();
  // These two grow with the subjects that this process writes, not with its input.
  private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
  private final Map<String, RegisteredSchema> latest = new ConcurrentHashMap<>();

  private record SubjectSchema(String subject, Schema schema) {}

  public HttpSchemaRegistryClient(RegistryConfig config) {
    this.transport = new RegistryTransport(config);
    this.parser = new SchemaParser(transport);
  }

  @Override
  public Optional<Schema> cachedById(int id) {
    return byId.get(id);
  }

  @Override
  public CompletableFuture<Schema> fetchById(int id) {
    Optional<Schema> cached = cachedById(id);
    if (cached.isPresent()) {
      return CompletableFuture.completedFuture(cached.get());
    }
    CompletableFuture<Schema> shared = inFlight.computeIfAbsent(id, this::request);
    // Removal is outside computeIfAbsent, which may not be re-entered by a request that fails at
    // once.
    shared.whenComplete((schema, error) -> inFlight.remove(id, shared));
    return Futures.ownCopy(shared);
  }

  private CompletableFuture<Schema> request(int id) {
    return transport
        .get("/schemas/ids/" + id)
        .thenCompose(answer -> parser.parse("id " + id, answer))
        .whenComplete(
            (schema, error) -> {
              if (error == null) {
                byId.put(id, schema);
              }
            });
  }

  @Override
  public int register(String subject, Schema schema) {
    return idFrom(subjectPath(subject) + "/versions", subject, schema);
  }

  @Override
  public int lookup(String subject, Schema schema) {
    return idFrom(subjectPath(subject), subject, schema);
  }

  private int idFrom(String path, String subject, Schema schema) {
    SubjectSchema key = new SubjectSchema(subject, schema);
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    int id = intField(Futures.await(transport.post(path, body(schema))), "id");
    byId.put(id, schema);
    ids.put(key, id);
    return id;
  }

  @Override
  public RegisteredSchema latest(String subject) {
    RegisteredSchema known = latest.get(subject);
    if (known != null) {
      return known;
    }
    RegisteredSchema found =
        Futures.await(
            transport
                .get(subjectPath(subject) + "/versions/latest")
                .thenCompose(
                    answer ->
                        parser
                            .parse("the latest of subject " + subject, answer)
                            .thenApply(
                                schema -> new RegisteredSchema(intField(answer, "id"), schema))));
    byId.put(found.id(), found.schema());
    latest.put(subject, found);
    return found;
  }

  @Override
  public boolean isCompatible(String subject, Schema schema) {
    String path = "/compatibility" + subjectPath(subject) + "/versions/latest";
    try {
      return Futures.await(transport.post(path, body(schema))).path("is_compatible").asBoolean();
    } catch (RegistryRefusedException e) {
      if (e.errorCode() == RegistryRefusedException.SUBJECT_NOT_FOUND
          || e.errorCode() == RegistryRefusedException.VERSION_NOT_FOUND) {
        return true;
      }
      throw e;
    }
  }

  private static ObjectNode body(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
  }

  private static int intField(JsonNode answer, String field) {
    JsonNode value = answer.path(field);
    if (!value.isInt()) {
      throw new RegistryRefusedException(
          "The registry's answer has no " + field + ": " + answer, 0);
    }
    return value.intValue();
  }

  /** Subjects can hold any character of a topic's or record's name, and slashes besides. */
  static String subjectPath(String subject) {
    return "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return "schema registry " + transport;
  }
}
