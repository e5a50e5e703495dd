package io.clipstreams.topology.labels.wiring;

import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.LabelTopics;
import io.clipstreams.topology.labels.LabelTowers;
import io.clipstreams.topology.labels.catalog.CatalogUpdater;
import io.clipstreams.topology.labels.catalog.LabelCatalog;
import io.clipstreams.topology.labels.task.DefinitionDecoder;
import io.clipstreams.topology.labels.task.LabelSetProcessor;
import io.clipstreams.topology.labels.task.LabelSinks;
import io.clipstreams.topology.metrics.PipelineMetrics;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * The label part of the topology: a sub-topology of its own with the label task, and the global
 * store that feeds every process's catalog. All names are explicit, so that state survives an
 * upgrade.
 */
public final class LabelTopology {

  /** The label task's source; it is never paused. */
  public static final String SOURCE = "label-sets";

  public static final String TASK = "label-task";
  public static final String STORE = "label-store";

  private static final LabelSinks SINKS =
      new LabelSinks("label-vectors-sink", "label-sets-sink", "label-dead-letters-sink");

  private static final String CATALOG_SOURCE = "label-vectors";
  private static final String CATALOG = "label-catalog";
  private static final String CATALOG_STORE = "label-catalog-store";

  private final LabelSettings settings;
  private final Serde<LabelRecord> records;
  private final DefinitionDecoder decoder;
  private final LabelTopics labelTopics;
  private final Executor executor;
  private final PipelineMetrics metrics;

  /** Drafts definitions on the common pool; labels may name no topics. */
  public LabelTopology(LabelSettings settings, AvroSerdes serdes) {
    this(settings, serdes, LabelTopics.NONE, PipelineMetrics.NONE);
  }

  /**
   * Drafts definitions on the common pool.
   *
   * @param labelTopics says whether the topics that labels name are there
   * @param metrics told of accepted and refused definitions
   */
  public LabelTopology(
      LabelSettings settings, AvroSerdes serdes, LabelTopics labelTopics, PipelineMetrics metrics) {
    this(
        settings,
        serdes.valueSerde(LabelRecord.class),
        new RegistryDefinitionDecoder(settings.definitionsTopic(), serdes),
        labelTopics,
        ForkJoinPool.commonPool(),
        metrics);
  }

  LabelTopology(
      LabelSettings settings,
      Serde<LabelRecord> records,
      DefinitionDecoder decoder,
      LabelTopics labelTopics,
      Executor executor,
      PipelineMetrics metrics) {
    this.settings = settings;
    this.records = records;
    this.decoder = decoder;
    this.labelTopics = labelTopics;
    this.executor = executor;
    this.metrics = metrics;
  }

  /**
   * Adds the label task and the catalog's feed.
   *
   * @param towers of this process's model first
   * @param catalog brought up to date before any task starts, and kept so
   */
  public void addTo(Topology topology, List<LabelTowers> towers, LabelCatalog catalog) {
    addTask(topology, towers);
    addCatalog(topology, catalog);
  }

  private void addTask(Topology topology, List<LabelTowers> towers) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    topology
        .addSource(
            SOURCE,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            settings.definitionsTopic())
        .addProcessor(
            TASK,
            () ->
                new LabelSetProcessor(
                    settings, STORE, SINKS, towers, decoder, labelTopics, executor, metrics),
            SOURCE)
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray()),
            TASK)
        .addSink(
            SINKS.vectors(),
            settings.vectorsTopic(),
            new StringSerializer(),
            records.serializer(),
            TASK)
        .addSink(SINKS.definitions(), settings.definitionsTopic(), bytes, bytes, TASK)
        .addSink(SINKS.deadLetters(), settings.deadLettersTopic(), bytes, bytes, TASK);
  }

  private void addCatalog(Topology topology, LabelCatalog catalog) {
    topology.addGlobalStore(
        // In memory and empty: a persistent one would be replayed from its checkpoint on only.
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(CATALOG_STORE), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled(),
        CATALOG_SOURCE,
        new StringDeserializer(),
        records.deserializer(),
        settings.vectorsTopic(),
        CATALOG,
        () -> new CatalogUpdater(catalog));
  }
}
