package io.clipstreams.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/**
 * The form in which a generated class's schema is registered: as it is written in the {@code .avsc}
 * files, documentation included, references resolved. Avro's compiler adds {@code avro.java.string}
 * to every string; registered like that, each schema would have a second version that says nothing
 * new, and producers in other languages could not find theirs.
 */
public final class PortableSchema {

  private static final String JAVA_STRING = "avro.java.string";
  private static final ObjectMapper JSON = new ObjectMapper();

  private PortableSchema() {}

  /** The same schema without Java's string properties. */
  public static Schema of(Schema schema) {
    try {
      JsonNode tree = JSON.readTree(schema.toString());
      removeJavaStrings(tree);
      return new Schema.Parser().parse(tree.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro printed a schema that is not JSON: " + schema, e);
    }
  }

  private static void removeJavaStrings(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(JAVA_STRING);
    }
    node.forEach(PortableSchema::removeJavaStrings);
  }
}
