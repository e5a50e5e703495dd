package io.clipstreams.cli.labels;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.schemas.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * A file with a label set: {@code .yaml}, {@code .yml} or {@code .json} as {@link LabelSetDocument}
 * says, a {@link TokenizationFile}, anything else a plain list with one label on each line.
 */
public final class LabelFile {

  /** Room for some 100,000 labels with captions; more is a mistake. */
  private static final int MAX_BYTES = 64 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).build();

  private static final ObjectMapper YAML =
      YAMLMapper.builder(yamlFactory()).disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).build();

  private LabelFile() {}

  private static YAMLFactory yamlFactory() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    return YAMLFactory.builder()
        .loaderOptions(options)
        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
        .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
        .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
        .build();
  }

  /**
   * Reads the definition of labels for classes.
   *
   * @param classes by name; where the file has prompts alone, they are in this order
   * @throws CliException that names file, line and reason
   */
  public static LabelSet definition(Path file, List<String> classes) {
    try {
      return read(file, classes).toAvro();
    } catch (IllegalArgumentException e) {
      throw new CliException(file + ": " + e.getMessage(), e);
    }
  }

  /** Reads a definition; the message of an exception names file, line and reason. */
  static LabelSetDocument read(Path file) {
    return read(file, List.of());
  }

  private static LabelSetDocument read(Path file, List<String> classes) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new CliException("%s: larger than %,d bytes".formatted(file, MAX_BYTES));
      }
      if (name.endsWith(".json")) {
        return JSON.readValue(file.toFile(), LabelSetDocument.class);
      }
      if (name.endsWith(".yaml") || name.endsWith(".yml")) {
        return YAML.readValue(file.toFile(), LabelSetDocument.class);
      }
      return TokenizationFile.is(file)
          ? TokenizationFile.read(file, classes)
          : LabelSetDocument.of(plainList(file), null);
    } catch (NoSuchFileException e) {
      throw new CliException(file + ": no such file", e);
    } catch (JsonProcessingException e) {
      throw new CliException("%s: %s".formatted(at(file, e.getLocation()), reason(e)), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new CliException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a definition in JSON.
   *
   * @throws CliException that says where and what is wrong
   */
  static LabelSetDocument parseJson(String text) {
    try {
      return JSON.readValue(text, LabelSetDocument.class);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String line = at == null ? "" : "line %d: ".formatted(at.getLineNr());
      throw new CliException(line + reason(e), e);
    }
  }

  private static List<String> plainList(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
  }

  private static String at(Path file, JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? file.toString()
        : file + ":" + location.getLineNr();
  }

  private static String reason(JsonProcessingException error) {
    if (error instanceof JsonMappingException
        && error.getCause() instanceof IllegalArgumentException own) {
      return own.getMessage();
    }
    return error.getOriginalMessage();
  }

  /** In the form that {@link #read} takes. */
  static String yaml(Object document) {
    try {
      return YAML.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a label set cannot be written", e);
    }
  }
}
