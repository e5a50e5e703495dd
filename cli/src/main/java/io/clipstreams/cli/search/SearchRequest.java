package io.clipstreams.cli.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clipstreams.cli.common.Json;
import io.clipstreams.model.DotProduct;
import java.io.IOException;
import java.util.Objects;

/**
 * What is looked for, as one process asks another: JSON in the body of a POST.
 *
 * @param model fingerprint of the model that has made the vector
 * @param vector the query's unit embedding
 * @param most how many of the best are wanted, from 1 to {@link #MOST}
 */
public record SearchRequest(String model, float[] vector, int most) {

  /** So many are answered at most. */
  public static final int MOST = 1_000;

  /** Room for some thousand numbers in full. */
  public static final int MAX_BYTES = 128 << 10;

  private static final float UNIT_TOLERANCE = 1e-3f;
  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * @throws IllegalArgumentException for what cannot be meant; the message says why
   */
  public SearchRequest {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(vector, "vector");
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException(
          "most must be from 1 to %d, but is %d".formatted(MOST, most));
    }
    float length = DotProduct.of(vector, vector);
    if (!(Math.abs(length - 1) < UNIT_TOLERANCE)) {
      throw new IllegalArgumentException(
          "vector must be of length 1, but its squared length is " + length);
    }
  }

  /**
   * Reads what {@link #json} writes.
   *
   * @throws IllegalArgumentException when it is none, or breaks the limits
   */
  public static SearchRequest parse(byte[] body) {
    try {
      return MAPPER.readValue(body, SearchRequest.class);
    } catch (JsonProcessingException e) {
      Throwable own = e.getCause();
      throw new IllegalArgumentException(
          own instanceof IllegalArgumentException || own instanceof NullPointerException
              ? own.getMessage()
              : "a search is {\"model\":…,\"vector\":[…],\"most\":…}: " + e.getOriginalMessage(),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  String json() {
    return Json.line(this);
  }
}
