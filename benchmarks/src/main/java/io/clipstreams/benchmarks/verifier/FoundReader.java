package io.clipstreams.benchmarks.verifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Makes out what a record of an output topic says. */
final class FoundReader {

  private final String classificationsTopic;
  private final WireValues values;

  FoundReader(String classificationsTopic, WireValues values) {
    this.classificationsTopic = classificationsTopic;
    this.values = values;
  }

  Found read(ConsumerRecord<byte[], byte[]> record) {
    String place = "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
    try {
      return record.topic().equals(classificationsTopic)
          ? classified(place, values.read(record.value()))
          : letter(place, record);
    } catch (IOException | AvroRuntimeException | IllegalArgumentException e) {
      return new Found.Unreadable(place, e.toString());
    }
  }

  private static Found classified(String place, GenericRecord value) {
    GenericRecord source = (GenericRecord) value.get("source");
    Object etag = value.get("etag");
    return new Found.Classified(
        place,
        new Coordinates(
            source.get("topic").toString(),
            (Integer) source.get("partition"),
            (Long) source.get("offset"),
            (Integer) source.get("index")),
        etag == null ? null : etag.toString(),
        (Long) ((GenericRecord) value.get("times")).get("scored"),
        ((List<?>) value.get("results"))
            .stream().map(result -> result((GenericRecord) result)).toList());
  }

  private static Found.Result result(GenericRecord result) {
    return new Found.Result(
        result.get("labelSet").toString(),
        (Long) result.get("version"),
        result.get("status").toString(),
        ((List<?>) result.get("labels"))
            .stream().map(label -> label((GenericRecord) label)).toList());
  }

  private static Found.Label label(GenericRecord label) {
    return new Found.Label(
        label.get("name").toString(), (Float) label.get("similarity"), (Float) label.get("score"));
  }

  private static Found letter(String place, ConsumerRecord<byte[], byte[]> record) {
    Header index = record.headers().lastHeader("clip.index");
    return new Found.Letter(
        place,
        new Coordinates(
            header(record, "__streams.errors.topic"),
            Integer.parseInt(header(record, "__streams.errors.partition")),
            Long.parseLong(header(record, "__streams.errors.offset")),
            index == null ? 0 : Integer.parseInt(text(index))),
        header(record, "clip.stage"),
        header(record, "clip.reason"),
        header(record, "__streams.errors.message"));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null) {
      throw new IllegalArgumentException("a dead letter without the header " + name);
    }
    return text(header);
  }

  private static String text(Header header) {
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
