package io.clipstreams.cli.demo;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.schemas.LabelSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes the demo's label set by writing its definition to its topic, as anybody may. */
final class DemoLabels {

  private final Producer<String, LabelSet> producer;
  private final String topic;
  private final DemoTruth truth;

  DemoLabels(Producer<String, LabelSet> producer, String topic, DemoTruth truth) {
    this.producer = producer;
    this.topic = topic;
    this.truth = truth;
  }

  /**
   * Writes the definition.
   *
   * @return the version that it becomes: its offset
   */
  long publish(List<String> labels) throws InterruptedException {
    ProducerRecord<String, LabelSet> definition =
        new ProducerRecord<>(topic, DemoLabelSets.NAME, DemoLabelSets.definition(labels));
    try {
      long version = producer.send(definition).get().offset();
      truth.version(version, labels);
      return version;
    } catch (ExecutionException e) {
      throw new CliException(
          "the label set cannot be published: " + e.getCause().getMessage(), e.getCause());
    }
  }
}
