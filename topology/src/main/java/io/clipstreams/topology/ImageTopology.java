package io.clipstreams.topology;

import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.topology.config.TopicSettings;
import io.clipstreams.topology.inflight.ImageLine;
import io.clipstreams.topology.inflight.ImageProcessorSupplier;
import io.clipstreams.topology.inflight.RoutedClassification;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.RecordContext;

/**
 * The image line's part of the topology:
 *
 * <pre>
 *   image topics ──► images (store in-flight) ──► classifications
 *                                             ├─► topics of labels
 *                                             ├─► dead letters
 *                                             └─► embeddings, where enabled
 * </pre>
 */
final class ImageTopology {

  private static final String PROCESSOR = "images";
  private static final String EMBEDDINGS = "image-embeddings-sink";
  private static final ImageProcessorSupplier.Outputs OUTPUTS =
      new ImageProcessorSupplier.Outputs("classifications", "label-topics", "image-dead-letters");

  private ImageTopology() {}

  /** Adds the line. Its sinks are its own, so that it is a sub-topology of its own. */
  static void addTo(
      Topology topology,
      TopicSettings topics,
      ImageLine line,
      Duration deletionsKept,
      Serializer<Classification> classifications,
      Serializer<ImageEmbedding> embeddings) {
    ImageProcessorSupplier.Outputs outputs =
        OUTPUTS.withEmbeddings(topics.imageEmbeddings().map(topic -> EMBEDDINGS));
    String[] sources =
        line.sources().names().stream()
            .sorted()
            .map(topic -> addSource(topology, topic))
            .toArray(String[]::new);
    topology
        .addProcessor(PROCESSOR, new ImageProcessorSupplier(line, outputs, deletionsKept), sources)
        .addSink(
            OUTPUTS.classifications(),
            topics.classifications(),
            new ByteArraySerializer(),
            classifications,
            PROCESSOR)
        .addSink(
            OUTPUTS.labelTopics(),
            (byte[] key, RoutedClassification copy, RecordContext record) -> copy.topic(),
            new ByteArraySerializer(),
            RoutedClassification.serializer(classifications, topics.classifications()),
            PROCESSOR)
        .addSink(
            OUTPUTS.deadLetters(),
            topics.deadLetters(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            PROCESSOR);
    topics
        .imageEmbeddings()
        .ifPresent(
            topic ->
                topology.addSink(
                    EMBEDDINGS, topic, new ByteArraySerializer(), embeddings, PROCESSOR));
  }

  private static String addSource(Topology topology, String topic) {
    String name = "source-" + topic;
    topology.addSource(
        AutoOffsetReset.earliest(),
        name,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic);
    return name;
  }

  /** The schemas that the line writes, by topic. */
  static Map<String, Schema> outputSchemas(TopicSettings topics) {
    return Map.of(topics.classifications(), Classification.getClassSchema());
  }
}
