package io.clipstreams.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.registry.PortableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checked-in {@code .avsc} files against what the generated classes make of them. */
class SchemaFilesTest {

  /** In this order each file refers only to those before it. */
  private static final List<String> FILES =
      List.of(
          "Label",
          "LabelSet",
          "SourceCoordinates",
          "Classification",
          "ImageEmbedding",
          "ImageReference",
          "StoredReference",
          "LabelRecord");

  private static final List<Schema> PARSED = new ArrayList<>();

  @BeforeAll
  static void parse() throws IOException {
    Schema.Parser parser = new Schema.Parser();
    for (String file : FILES) {
      PARSED.add(parser.parse(Path.of("src/main/avro", file + ".avsc").toFile()));
    }
  }

  @Test
  void noFileIsForgotten() {
    assertThat(Path.of("src/main/avro").toFile().list())
        .containsExactlyInAnyOrderElementsOf(FILES.stream().map(name -> name + ".avsc").toList());
  }

  @ParameterizedTest
  @MethodSource("io.clipstreams.schemas.Records#all")
  void whatIsRegisteredIsWhatTheFileSays(SpecificRecord datum) {
    Schema file =
        PARSED.stream()
            .filter(schema -> schema.getFullName().equals(datum.getSchema().getFullName()))
            .findFirst()
            .orElseThrow();

    // As text: Avro's equality overlooks documentation.
    assertThat(PortableSchema.of(datum.getSchema()).toString()).isEqualTo(file.toString());
  }

  @Test
  void everyTypeAndFieldIsDocumented() {
    List<String> undocumented = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    PARSED.forEach(schema -> collectUndocumented(schema, seen, undocumented));

    assertThat(seen).hasSize(24);
    assertThat(undocumented).isEmpty();
  }

  private static void collectUndocumented(Schema schema, Set<String> seen, List<String> found) {
    switch (schema.getType()) {
      case ARRAY -> collectUndocumented(schema.getElementType(), seen, found);
      case MAP -> collectUndocumented(schema.getValueType(), seen, found);
      case UNION -> schema.getTypes().forEach(type -> collectUndocumented(type, seen, found));
      case RECORD, ENUM -> collectUndocumentedNamed(schema, seen, found);
      default -> {
        // Has no documentation of its own.
      }
    }
  }

  private static void collectUndocumentedNamed(
      Schema schema, Set<String> seen, List<String> found) {
    if (!seen.add(schema.getFullName())) {
      return;
    }
    if (isBlank(schema.getDoc())) {
      found.add(schema.getName());
    }
    if (schema.getType() == Schema.Type.RECORD) {
      for (Schema.Field field : schema.getFields()) {
        if (isBlank(field.doc())) {
          found.add(schema.getName() + "." + field.name());
        }
        collectUndocumented(field.schema(), seen, found);
      }
    }
  }

  private static boolean isBlank(String doc) {
    return doc == null || doc.isBlank();
  }
}
