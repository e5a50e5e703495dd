package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ProgressBars;
import io.clipstreams.cli.events.TopicSnapshot;
import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.topology.config.HistorySettings;
import io.clipstreams.topology.labels.content.Vectors;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The embeddings of a running system, read from its compacted topic: of each image the latest, none
 * of those that were removed. One thread. Memory holds all of them.
 */
final class EmbeddingTopic {

  private final Cluster cluster;
  private final String topic;
  private final PrintWriter err;
  private final Deserializer<ImageEmbedding> deserializer;

  /** By key, whether of this model or of another, since the latest counts. */
  private final Map<String, Embedded> latest = new LinkedHashMap<>();

  /**
   * @param vector null where it is another model's
   */
  private record Embedded(Picture picture, float[] vector) {}

  EmbeddingTopic(Cluster cluster, PrintWriter err) {
    this.cluster = cluster;
    this.topic =
        cluster
            .topics()
            .imageEmbeddings()
            .orElseThrow(
                () ->
                    new CliException(
                        "the configuration keeps no embeddings: --topic needs "
                            + HistorySettings.ENABLED
                            + "=true"));
    this.err = err;
    this.deserializer = cluster.deserializer(ImageEmbedding.class);
  }

  /**
   * Reads all.
   *
   * @param model fingerprint of the model whose embeddings are wanted
   * @throws CliException when there are none
   */
  Gallery read(String model) {
    try (TopicSnapshot snapshot = new TopicSnapshot(cluster, topic);
        ProgressBar bar = ProgressBars.of("reading " + topic, snapshot.size(), err)) {
      snapshot.read(
          message -> {
            take(message, model);
            return true;
          },
          bar::stepTo);
    }
    List<Picture> pictures = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    for (Embedded one : latest.values()) {
      if (one.vector != null) {
        pictures.add(one.picture);
        vectors.add(one.vector);
      }
    }
    tellOthers(model, latest.size() - pictures.size());
    if (pictures.isEmpty()) {
      throw new CliException("%s holds no embeddings of the model %s".formatted(topic, model));
    }
    return new Gallery(pictures, vectors, 0);
  }

  private void take(ConsumerRecord<byte[], byte[]> message, String model) {
    String key = new String(message.key(), StandardCharsets.UTF_8);
    if (message.value() == null) {
      latest.remove(key);
      return;
    }
    ImageEmbedding embedding = deserializer.deserialize(topic, message.value());
    latest.put(
        key,
        new Embedded(
            new Picture(embedding.getImageId(), embedding.getUri()),
            embedding.getModel().equals(model)
                ? Vectors.fromBytes(embedding.getEmbedding())
                : null));
  }

  private void tellOthers(String model, int others) {
    if (others > 0) {
      err.println(
          "%,d images are left out: they were embedded by another model than %s"
              .formatted(others, model));
      err.flush();
    }
  }
}
