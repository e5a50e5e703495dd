package io.clipstreams.cli.events;

import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A dead letter as its headers tell of it.
 *
 * @param key the input's key, as text; null where it had none
 * @param stage the step at which it failed
 * @param reason why, in one word
 * @param message why, in a sentence
 * @param source the reference that it answers
 */
public record DeadLetter(
    String key, String stage, String reason, String message, Reference source) {

  public static DeadLetter of(ConsumerRecord<byte[], byte[]> letter) {
    Headers headers = letter.headers();
    String index = header(headers, DeadLetterHeaders.INDEX);
    return new DeadLetter(
        letter.key() == null ? null : new String(letter.key(), StandardCharsets.UTF_8),
        header(headers, DeadLetterHeaders.STAGE),
        header(headers, DeadLetterHeaders.REASON),
        header(headers, DeadLetterHeaders.MESSAGE),
        new Reference(
            header(headers, DeadLetterHeaders.TOPIC),
            Integer.parseInt(header(headers, DeadLetterHeaders.PARTITION)),
            Long.parseLong(header(headers, DeadLetterHeaders.OFFSET)),
            index == null ? 0 : Integer.parseInt(index)));
  }

  private static String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }
}
