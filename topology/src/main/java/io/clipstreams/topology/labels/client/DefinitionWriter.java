package io.clipstreams.topology.labels.client;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.Upload;
import io.clipstreams.topology.labels.content.AvroBinary;
import io.clipstreams.topology.labels.content.LabelKeys;
import io.clipstreams.topology.labels.content.UploadHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Writes definitions to their topic: in one message, or in parts with the head last. */
final class DefinitionWriter implements AutoCloseable {

  /** A larger definition is written in parts, each of about this size. */
  static final int MAX_MESSAGE_BYTES = 500_000;

  private final String topic;
  private final Serializer<LabelSet> serializer;
  private final KafkaProducer<byte[], byte[]> producer;

  DefinitionWriter(
      Map<String, Object> clientSettings, String topic, Serializer<LabelSet> serializer) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    this.topic = topic;
    this.serializer = serializer;
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Writes a definition; answers the offset of the record that completes it. */
  long write(String labelSet, LabelSet definition) {
    byte[] whole = serializer.serialize(topic, definition);
    return whole.length <= MAX_MESSAGE_BYTES
        ? send(labelSet, whole)
        : send(labelSet, serializer.serialize(topic, upload(labelSet, definition)));
  }

  /** Writes a tombstone; answers its offset. */
  long delete(String labelSet) {
    return send(labelSet, null);
  }

  /** Writes the parts; answers the head. */
  private LabelSet upload(String labelSet, LabelSet definition) {
    String id = UUID.randomUUID().toString();
    UploadHash hash = new UploadHash();
    int number = 0;
    for (List<Label> slice : slices(definition.getLabels())) {
      LabelSet part =
          LabelSet.newBuilder()
              .setLabels(slice)
              .setUpload(new Upload(id, number, null, null))
              .build();
      byte[] value = serializer.serialize(topic, part);
      hash.add(value);
      send(LabelKeys.part(labelSet, id, number), value);
      number++;
    }
    return LabelSet.newBuilder(definition)
        .setLabels(List.of())
        .setUpload(new Upload(id, null, number, ByteBuffer.wrap(hash.digest())))
        .build();
  }

  private static List<List<Label>> slices(List<Label> labels) {
    List<List<Label>> slices = new ArrayList<>();
    List<Label> slice = new ArrayList<>();
    int bytes = 0;
    for (Label label : labels) {
      int size = AvroBinary.of(label).length;
      if (!slice.isEmpty() && bytes + size > MAX_MESSAGE_BYTES) {
        slices.add(slice);
        slice = new ArrayList<>();
        bytes = 0;
      }
      slice.add(label);
      bytes += size;
    }
    slices.add(slice);
    return slices;
  }

  private long send(String key, byte[] value) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    try {
      return producer.send(new ProducerRecord<>(topic, 0, bytes, value)).get().offset();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new KafkaException(
          "The definition cannot be written to %s: %s".formatted(topic, e.getCause().getMessage()),
          e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
