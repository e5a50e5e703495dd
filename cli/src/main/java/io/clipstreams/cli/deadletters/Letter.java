package io.clipstreams.cli.deadletters;

import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import io.clipstreams.topology.deadletter.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A message of the dead-letter topic. Others may write there too: what a header does not say is
 * empty.
 */
public record Letter(ConsumerRecord<byte[], byte[]> message) {

  public Position position() {
    return new Position(message.partition(), message.offset());
  }

  /** The input's own time. */
  public Instant time() {
    return Instant.ofEpochMilli(message.timestamp());
  }

  public String key() {
    return message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
  }

  public String stage() {
    return header(DeadLetterHeaders.STAGE).orElse("");
  }

  public String reason() {
    return header(DeadLetterHeaders.REASON).orElse("");
  }

  public String error() {
    return header(DeadLetterHeaders.MESSAGE).orElse("");
  }

  /** The topic that it came from. */
  Optional<String> sourceTopic() {
    return header(DeadLetterHeaders.TOPIC);
  }

  Optional<Integer> sourcePartition() {
    return header(DeadLetterHeaders.PARTITION).flatMap(Letter::number);
  }

  /** Such as {@code clip.images-3@17#0}. */
  public String source() {
    return "%s-%s@%s%s"
        .formatted(
            sourceTopic().orElse("?"),
            header(DeadLetterHeaders.PARTITION).orElse("?"),
            header(DeadLetterHeaders.OFFSET).orElse("?"),
            header(DeadLetterHeaders.INDEX).map(index -> "#" + index).orElse(""));
  }

  /** How often it was sent again before. */
  public int replays() {
    return header(DeadLetterHeaders.REPLAYS).flatMap(Letter::number).orElse(0);
  }

  /** Whether a part of the input is missing. */
  boolean isCut() {
    return header(DeadLetters.CUT_FROM).isPresent();
  }

  Optional<String> header(String name) {
    Header header = message.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }
}
