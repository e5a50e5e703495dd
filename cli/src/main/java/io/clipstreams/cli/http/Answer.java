package io.clipstreams.cli.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request is answered with.
 *
 * @param body the whole of it; not copied
 * @param headers besides the content's type
 * @param stream writes a body that goes on, instead
 */
public record Answer(
    int status,
    String contentType,
    byte[] body,
    Map<String, String> headers,
    Optional<Stream> stream) {

  private static final String JSON = "application/json; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** Writes until it has no more to say, or the listener has gone. */
  public interface Stream {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  public static Answer json(int status, String body) {
    return of(status, JSON, (body + "\n").getBytes(StandardCharsets.UTF_8));
  }

  public static Answer text(int status, String body) {
    return of(status, TEXT, body.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, contentType, body, Map.of(), Optional.empty());
  }

  public static Answer streaming(String contentType, Stream stream) {
    return new Answer(200, contentType, new byte[0], Map.of(), Optional.of(stream));
  }

  /** The same with a header more. */
  public Answer with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, contentType, body, more, stream);
  }
}
