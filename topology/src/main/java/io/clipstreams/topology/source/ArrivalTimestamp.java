package io.clipstreams.topology.source;

import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A record's timestamp, but never before 1970 and never in the future. A producer sets it as it
 * likes; Streams would stop at a negative one, and brokers refuse records from the future, so that
 * one such input would stop the application for good.
 */
public final class ArrivalTimestamp implements TimestampExtractor {

  private final LongSupplier now;

  public ArrivalTimestamp() {
    this(System::currentTimeMillis);
  }

  ArrivalTimestamp(LongSupplier now) {
    this.now = now;
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> message, long partitionTime) {
    long present = now.getAsLong();
    return message.timestamp() < 0 || message.timestamp() > present ? present : message.timestamp();
  }
}
