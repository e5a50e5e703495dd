package io.clipstreams.topology;

import io.clipstreams.model.ClipModel;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.history.HistoryTopology;
import io.clipstreams.topology.history.Rescoring;
import io.clipstreams.topology.inflight.ImageLine;
import io.clipstreams.topology.labels.LabelTopics;
import io.clipstreams.topology.labels.LabelTowers;
import io.clipstreams.topology.labels.catalog.LabelCatalog;
import io.clipstreams.topology.labels.wiring.LabelTopology;
import io.clipstreams.topology.metrics.PipelineMetrics;
import io.clipstreams.topology.output.ClassificationSerializer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;

/** The whole topology: the line of images, and the label sets by which they are judged. */
final class ClipStreamsTopology {

  private final ClipStreamsConfig config;
  private final AvroSerdes serdes;
  private final LabelCatalog labelSets;

  ClipStreamsTopology(ClipStreamsConfig config, ClipModel model, AvroSerdes serdes) {
    this.config = config;
    this.serdes = serdes;
    this.labelSets =
        new LabelCatalog(model.fingerprint(), model.logitScale(), model.dimension(), model::head);
  }

  /** Filled by the topology when it runs. */
  LabelCatalog labelSets() {
    return labelSets;
  }

  /**
   * @param towers make the label vectors, those of this process's model first
   */
  Topology build(
      StreamsConfig streamsConfig,
      ImageLine line,
      List<LabelTowers> towers,
      LabelTopics labelTopics,
      Rescoring rescoring,
      PipelineMetrics metrics) {
    Topology topology = new Topology(new TopologyConfig(streamsConfig));
    Serializer<Classification> classifications =
        new ClassificationSerializer(
            config.output(),
            config.kafka().applicationId(),
            serdes.valueSerde(Classification.class).serializer());
    ImageTopology.addTo(
        topology,
        config.topics(),
        line,
        config.inFlight().deletionsKept(),
        classifications,
        serdes.valueSerde(ImageEmbedding.class).serializer());
    new LabelTopology(config.labels(), serdes, labelTopics, metrics)
        .addTo(topology, towers, labelSets);
    // Last, so that the others keep their numbers, and their tasks, when it is switched on.
    config
        .topics()
        .imageEmbeddings()
        .ifPresent(
            embeddings ->
                new HistoryTopology(embeddings, serdes)
                    .addTo(
                        topology,
                        config
                            .topics()
                            .rescored()
                            .map(
                                topic ->
                                    new HistoryTopology.Rescores(
                                        topic, classifications, rescoring))));
    return topology;
  }

  /** The schemas of everything that is written, by topic. */
  static Map<String, Schema> outputSchemas(ClipStreamsConfig config) {
    Map<String, Schema> schemas = new TreeMap<>();
    if (!config.output().json()) {
      schemas.putAll(ImageTopology.outputSchemas(config.topics()));
      config
          .topics()
          .rescored()
          .ifPresent(topic -> schemas.put(topic, Classification.getClassSchema()));
    }
    config
        .topics()
        .imageEmbeddings()
        .ifPresent(topic -> schemas.put(topic, ImageEmbedding.getClassSchema()));
    schemas.put(config.topics().labelVectors(), LabelRecord.getClassSchema());
    return schemas;
  }
}
