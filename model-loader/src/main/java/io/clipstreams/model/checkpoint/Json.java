package io.clipstreams.model.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.model.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** One JSON object with defaults for what is absent; a value of the wrong type is named. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String where;
  private final JsonNode node;

  private Json(String where, JsonNode node) {
    this.where = where;
    this.node = node;
  }

  static Json read(Path file) {
    try {
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new CheckpointException(
          "%s is missing; a Hugging Face CLIP folder has config.json, model.safetensors, "
                  .formatted(file)
              + "preprocessor_config.json and tokenizer.json",
          e);
    } catch (IOException e) {
      throw new CheckpointException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  static Json parse(String where, byte[] text) throws IOException {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node == null || !node.isObject()) {
        throw new CheckpointException(where + " holds no JSON object");
      }
      return new Json(where, node);
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          "%s is no valid JSON: %s".formatted(where, e.getOriginalMessage()), e);
    }
  }

  String where() {
    return where;
  }

  boolean has(String key) {
    return !absent(node.get(key));
  }

  JsonNode node() {
    return node;
  }

  Optional<Json> object(String key) {
    JsonNode value = node.get(key);
    if (absent(value)) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw wrong(key, "an object", value);
    }
    return Optional.of(new Json(where + ": " + key, value));
  }

  /** The object of that key, or an empty one, so that every value takes its default. */
  Json objectOrEmpty(String key) {
    return object(key).orElseGet(() -> new Json(where + ": " + key, MAPPER.createObjectNode()));
  }

  int positive(String key, int otherwise) {
    JsonNode value = node.get(key);
    if (absent(value)) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() <= 0) {
      throw wrong(key, "a positive whole number", value);
    }
    return value.intValue();
  }

  int whole(String key, int otherwise) {
    JsonNode value = node.get(key);
    if (absent(value)) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(key, "a whole number", value);
    }
    return value.intValue();
  }

  double number(String key, double otherwise) {
    JsonNode value = node.get(key);
    if (absent(value)) {
      return otherwise;
    }
    if (!value.isNumber()) {
      throw wrong(key, "a number", value);
    }
    return value.doubleValue();
  }

  boolean flag(String key, boolean otherwise) {
    JsonNode value = node.get(key);
    if (absent(value)) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw wrong(key, "true or false", value);
    }
    return value.booleanValue();
  }

  String text(String key, String otherwise) {
    JsonNode value = node.get(key);
    if (absent(value)) {
      return otherwise;
    }
    if (!value.isTextual()) {
      throw wrong(key, "a string", value);
    }
    return value.textValue();
  }

  /** Three numbers, one for each of red, green and blue. */
  float[] channels(String key, float[] otherwise) {
    JsonNode value = node.get(key);
    if (absent(value)) {
      return otherwise.clone();
    }
    if (!value.isArray() || value.size() != 3) {
      throw wrong(key, "three numbers", value);
    }
    float[] channels = new float[3];
    for (int c = 0; c < 3; c++) {
      if (!value.get(c).isNumber()) {
        throw wrong(key, "three numbers", value);
      }
      channels[c] = (float) value.get(c).doubleValue();
    }
    return channels;
  }

  CheckpointException wrong(String key, String expected, Object found) {
    return new CheckpointException(
        "%s: %s must be %s, but is %s".formatted(where, key, expected, found));
  }

  private static boolean absent(JsonNode value) {
    return value == null || value.isNull();
  }
}
