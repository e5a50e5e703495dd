package io.clipstreams.cli.deadletters;

import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import io.clipstreams.topology.deadletter.DeadLetterHeaders.Source;
import io.clipstreams.topology.deadletter.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Dead letters as the application writes them. */
final class Letters {

  private Letters() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A fetch that failed, of an input that had these headers. */
  static Headers headers(String sourceTopic, Headers original) {
    return DeadLetterHeaders.of(
        original,
        Stage.FETCH,
        "not-found",
        new IOException("no such key"),
        new Source(sourceTopic, 3, 17));
  }

  static Letter letter(long timestamp, Headers headers) {
    return new Letter(
        new ConsumerRecord<>(
            "clip.dead-letters",
            1,
            42,
            timestamp,
            TimestampType.CREATE_TIME,
            3,
            5,
            utf8("cat"),
            utf8("value"),
            headers,
            Optional.empty()));
  }

  static Letter letter(String sourceTopic) {
    return letter(1_000, headers(sourceTopic, new RecordHeaders()));
  }
}
