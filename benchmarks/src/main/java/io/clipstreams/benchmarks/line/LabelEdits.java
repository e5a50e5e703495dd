package io.clipstreams.benchmarks.line;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.config.ClipStreamsConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Edits of {@link BenchLabels}: each puts a label that was never encoded in the place of the last
 * one. One thread uses it.
 */
final class LabelEdits implements AutoCloseable {

  private final Producer<String, LabelSet> producer;
  private final String topic;
  private int edits;

  /**
   * An edit that the broker has acknowledged.
   *
   * @param version that it becomes
   * @param atNanos when the acknowledgement was there
   */
  record Edit(long version, long atNanos) {}

  LabelEdits(ClipStreamsConfig config, AvroSerdes serdes) {
    Map<String, Object> settings = new HashMap<>(config.clientSettings());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    producer =
        new KafkaProducer<>(
            settings, new StringSerializer(), serdes.valueSerde(LabelSet.class).serializer());
    topic = config.topics().labelSets();
  }

  /** Writes the next edit and returns when the broker has it. */
  Edit next() {
    edits++;
    List<Label> labels = new ArrayList<>(BenchLabels.definition().getLabels());
    labels.set(labels.size() - 1, Label.newBuilder().setName("thing number " + edits).build());
    LabelSet definition = LabelSet.newBuilder(BenchLabels.definition()).setLabels(labels).build();
    try {
      long version =
          producer.send(new ProducerRecord<>(topic, BenchLabels.NAME, definition)).get().offset();
      return new Edit(version, System.nanoTime());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new KafkaException("a label set could not be written to " + topic, e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
