package io.clipstreams.topology.deadletter;

import io.clipstreams.topology.source.ReferenceKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Makes dead letters: the input as it came, with the reason in headers. */
public final class DeadLetters {

  /** The original size of an input of which only the beginning fits into a dead letter. */
  public static final String CUT_FROM = "clip.cut-from";

  /** Below the 2 MiB that topic and producer allow, with room for the reason and the framing. */
  private static final int MAX_INPUT_BYTES = 2 * 1024 * 1024 - 64 * 1024;

  private DeadLetters() {}

  /** The dead letter of a whole message. */
  public static Record<byte[], byte[]> ofMessage(
      Record<byte[], byte[]> input, ReferenceKey at, Stage stage, String reason, Throwable error) {
    Record<byte[], byte[]> fitting = fit(input);
    return fitting.withHeaders(
        DeadLetterHeaders.of(
            fitting.headers(),
            stage,
            reason,
            error,
            new DeadLetterHeaders.Source(at.topic(), at.partition(), at.offset())));
  }

  /** The dead letter of one of a message's references: carries the whole message and the index. */
  public static Record<byte[], byte[]> ofReference(
      Record<byte[], byte[]> input, ReferenceKey at, Stage stage, String reason, Throwable error) {
    Record<byte[], byte[]> letter = ofMessage(input, at, stage, reason, error);
    letter.headers().remove(DeadLetterHeaders.INDEX);
    letter.headers().add(DeadLetterHeaders.INDEX, utf8(Integer.toString(at.index())));
    return letter;
  }

  /**
   * A source topic may allow larger messages than dead letters can be. Then the key and the headers
   * are kept if they fit, and as much of the value as does: a dead letter that the broker refuses
   * would stop the stream thread, again and again.
   */
  private static Record<byte[], byte[]> fit(Record<byte[], byte[]> input) {
    long size = size(input.key(), input.value(), input.headers());
    if (size <= MAX_INPUT_BYTES) {
      return input;
    }
    Headers headers = input.headers();
    if (size(null, null, headers) > MAX_INPUT_BYTES / 2) {
      headers = new RecordHeaders();
    }
    byte[] key = input.key();
    if (size(key, null, headers) > MAX_INPUT_BYTES) {
      key = null;
    }
    int room = (int) (MAX_INPUT_BYTES - size(key, null, headers));
    byte[] value = input.value();
    if (value != null && value.length > room) {
      value = Arrays.copyOf(value, room);
    }
    Headers marked = new RecordHeaders(headers.toArray()).add(CUT_FROM, utf8(Long.toString(size)));
    return new Record<>(key, value, input.timestamp(), marked);
  }

  /** How many bytes a message has, key and headers included. */
  public static long size(byte[] key, byte[] value, Headers headers) {
    long size = length(key) + length(value);
    for (Header header : headers) {
      size += header.key().length() + length(header.value());
    }
    return size;
  }

  private static long length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
