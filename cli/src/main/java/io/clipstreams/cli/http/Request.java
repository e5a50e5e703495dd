package io.clipstreams.cli.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is asked.
 *
 * @param path without the query, decoded
 * @param query by name; of a name that is there twice, the last
 * @param headers the first of each name, whatever its case
 * @param body at most {@link #MAX_BODY} bytes; not copied
 */
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  /** Room for a label set of some ten thousand labels. */
  public static final int MAX_BODY = 1 << 20;

  /** A body that is larger than what is read. */
  static final class TooLargeException extends IOException {
    TooLargeException() {
      super("More than %,d bytes".formatted(MAX_BODY));
    }
  }

  static Request read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      throw new TooLargeException();
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query(exchange.getRequestURI().getRawQuery()),
        headers,
        body);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        String[] parts = pair.split("=", 2);
        query.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** What of the path comes behind that prefix. */
  public String below(String prefix) {
    return path.substring(prefix.length());
  }
}
