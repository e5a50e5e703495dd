package io.clipstreams.topology.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalTimestampTest {

  @ParameterizedTest
  @CsvSource({"-1, 5000", "0, 0", "4999, 4999", "5000, 5000", "5001, 5000"})
  void aTimestampOutsideThePastBecomesThePresent(long given, long expected) {
    ConsumerRecord<Object, Object> message =
        new ConsumerRecord<>(
            "images",
            0,
            0,
            given,
            TimestampType.CREATE_TIME,
            0,
            0,
            null,
            null,
            new RecordHeaders(),
            Optional.empty());
    assertThat(new ArrivalTimestamp(() -> 5_000).extract(message, 0)).isEqualTo(expected);
  }
}
