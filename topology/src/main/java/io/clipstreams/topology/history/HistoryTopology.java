package io.clipstreams.topology.history;

import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.serde.AvroSerdes;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * The history's part of the topology, a sub-topology of its own:
 *
 * <pre>
 *   image embeddings ──► image-history (stores image-embeddings, rescore-progress) ──► rescored
 * </pre>
 *
 * All names are explicit, so that state survives an upgrade.
 */
public final class HistoryTopology {

  static final String STORE = "image-embeddings";

  private static final String SOURCE = "stored-embeddings";
  private static final String PROCESSOR = "image-history";
  private static final String SINK = "rescored";

  private final String embeddingsTopic;
  private final AvroSerdes serdes;

  public HistoryTopology(String embeddingsTopic, AvroSerdes serdes) {
    this.embeddingsTopic = embeddingsTopic;
    this.serdes = serdes;
  }

  /** Where answers to stored images go, and what the sweeps need. */
  public record Rescores(
      String topic, Serializer<Classification> classifications, Rescoring rescoring) {}

  /**
   * Adds the store of embeddings.
   *
   * @param rescores empty where label sets judge arriving images only
   */
  public void addTo(Topology topology, Optional<Rescores> rescores) {
    topology
        .addSource(
            AutoOffsetReset.earliest(),
            SOURCE,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            embeddingsTopic)
        .addProcessor(
            PROCESSOR,
            () ->
                new HistoryProcessor(
                    new EmbeddingDecoder(embeddingsTopic, serdes),
                    rescores.map(Rescores::rescoring)),
            SOURCE)
        .addStateStore(
            Stores.timestampedKeyValueStoreBuilder(
                    Stores.persistentTimestampedKeyValueStore(STORE),
                    Serdes.Bytes(),
                    Serdes.ByteArray())
                .withCachingDisabled(),
            PROCESSOR);
    rescores.ifPresent(
        to ->
            topology
                .addStateStore(ProgressStore.builder(), PROCESSOR)
                .addSink(
                    SINK, to.topic(), new ByteArraySerializer(), to.classifications(), PROCESSOR));
  }
}
