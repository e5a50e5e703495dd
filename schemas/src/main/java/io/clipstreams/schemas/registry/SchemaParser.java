package io.clipstreams.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;

/**
 * Turns the registry's answer into a schema. A schema can refer to others by subject and version
 * ({@code references}); those are fetched first, depth first, and parsed before it.
 */
final class SchemaParser {

  private static final int MAX_REFERENCES = 100;

  private final RegistryTransport transport;

  SchemaParser(RegistryTransport transport) {
    this.transport = transport;
  }

  /**
   * Never blocks.
   *
   * @param what names the schema in error messages
   * @param answer an object with {@code schema} and, where needed, {@code schemaType} and {@code
   *     references}
   */
  CompletableFuture<Schema> parse(String what, JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO") || !answer.path("schema").isTextual()) {
      return CompletableFuture.failedFuture(
          new RegistryRefusedException(
              "The registry's schema with %s is of type %s, not Avro".formatted(what, type), 0));
    }
    Set<String> texts = new LinkedHashSet<>();
    return collect(answer, texts, new LinkedHashSet<>())
        .thenApply(nothing -> parseInOrder(what, texts));
  }

  /** Adds the texts of everything that the schema needs, then its own. */
  private CompletableFuture<Void> collect(JsonNode answer, Set<String> texts, Set<String> seen) {
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    for (JsonNode reference : answer.path("references")) {
      done = done.thenCompose(nothing -> collectReference(reference, texts, seen));
    }
    return done.thenRun(() -> texts.add(answer.path("schema").asText()));
  }

  private CompletableFuture<Void> collectReference(
      JsonNode reference, Set<String> texts, Set<String> seen) {
    String path =
        HttpSchemaRegistryClient.subjectPath(reference.path("subject").asText())
            + "/versions/"
            + reference.path("version").asInt();
    if (!seen.add(path)) {
      return CompletableFuture.completedFuture(null);
    }
    if (seen.size() > MAX_REFERENCES) {
      throw new RegistryRefusedException(
          "A schema refers to more than %d others".formatted(MAX_REFERENCES), 0);
    }
    return transport.get(path).thenCompose(answer -> collect(answer, texts, seen));
  }

  private static Schema parseInOrder(String what, Set<String> texts) {
    // A writer's schema with a default that does not fit can still be read by.
    Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
    try {
      Schema last = null;
      for (String text : texts) {
        last = parser.parse(text);
      }
      return last;
    } catch (RuntimeException e) {
      // Avro's parser throws what comes: for an unknown type a NullPointerException.
      throw new RegistryRefusedException(
          "The registry's schema with %s cannot be parsed: %s".formatted(what, e.getMessage()),
          0,
          e);
    }
  }
}
