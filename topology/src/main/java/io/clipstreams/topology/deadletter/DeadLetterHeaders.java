package io.clipstreams.topology.deadletter;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of a dead letter: the names that Kafka Streams' own dead-letter handler uses
 * (KIP-1034), and what it has no names for.
 */
public final class DeadLetterHeaders {

  public static final String EXCEPTION = "__streams.errors.exception";
  public static final String MESSAGE = "__streams.errors.message";
  public static final String STACKTRACE = "__streams.errors.stacktrace";
  public static final String TOPIC = "__streams.errors.topic";
  public static final String PARTITION = "__streams.errors.partition";
  public static final String OFFSET = "__streams.errors.offset";

  /** The {@link Stage} at which the input failed. */
  public static final String STAGE = "clip.stage";

  /** Why, in one word for counting: {@code not-found}, {@code truncated}. */
  public static final String REASON = "clip.reason";

  /** Position of the failed reference within its message. */
  public static final String INDEX = "clip.index";

  /** How often this input was replayed from a dead letter, in decimal digits. */
  public static final String REPLAYS = "clip.replays";

  private static final Set<String> OURS =
      Set.of(EXCEPTION, MESSAGE, STACKTRACE, TOPIC, PARTITION, OFFSET, STAGE, REASON);

  /** A longer stack trace is cut, so that no dead letter outgrows its topic's limit. */
  private static final int STACKTRACE_MAX_CHARS = 4096;

  private DeadLetterHeaders() {}

  /**
   * Adds to the input's own headers why it failed and where it came from.
   *
   * @param original the input's headers; not changed
   */
  public static Headers of(
      Headers original, Stage stage, String reason, Throwable error, Source source) {
    Headers headers = new RecordHeaders(original.toArray());
    put(headers, STAGE, stage.toString());
    put(headers, REASON, reason);
    put(headers, EXCEPTION, error.getClass().getName());
    put(headers, MESSAGE, String.valueOf(error.getMessage()));
    put(headers, STACKTRACE, stacktrace(error));
    put(headers, TOPIC, source.topic());
    put(headers, PARTITION, Integer.toString(source.partition()));
    put(headers, OFFSET, Long.toString(source.offset()));
    return headers;
  }

  /**
   * What is left of a dead letter's headers without its reason and source: the input's own, and
   * {@link #INDEX}, by which a replay concerns one reference of its message.
   *
   * @param deadLetter its headers; not changed
   */
  public static Headers original(Headers deadLetter) {
    Headers headers = new RecordHeaders(deadLetter.toArray());
    OURS.forEach(headers::remove);
    return headers;
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String stacktrace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.getBuffer().substring(0, Math.min(text.getBuffer().length(), STACKTRACE_MAX_CHARS));
  }

  /** Where the input came from. */
  public record Source(String topic, int partition, long offset) {}
}
