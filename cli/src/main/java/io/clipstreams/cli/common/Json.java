package io.clipstreams.cli.common;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Results as JSON: records become objects in the order of their components, null is left out. */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private static final ObjectMapper WITH_NULLS = new JsonMapper();

  private Json() {}

  /** One line; floats with all digits that tell them apart. */
  public static String line(Object value) {
    return write(MAPPER, value);
  }

  /** One line in which what is null is there, as null. */
  public static String lineWithNulls(Object value) {
    return write(WITH_NULLS, value);
  }

  private static String write(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value, e);
    }
  }
}
