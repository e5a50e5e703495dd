package io.clipstreams.topology.source;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** Reads JSON that nobody vouches for. */
final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Json() {}

  static JsonNode parse(byte[] text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (!node.isObject()) {
        throw new MalformedEventException("The message is no JSON object");
      }
      return node;
    } catch (IOException e) {
      throw new MalformedEventException("The message is no JSON: " + e.getMessage(), e);
    }
  }

  /** The text at a path, such as {@code /s3/bucket/name}. */
  static String text(JsonNode node, String path) {
    return optionalText(node, path)
        .orElseThrow(() -> new MalformedEventException("There is no text at " + path));
  }

  /** The same; empty where there is none, or an empty one. */
  static Optional<String> optionalText(JsonNode node, String path) {
    JsonNode value = node.at(path);
    return value.isTextual() && !value.textValue().isEmpty()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }
}
