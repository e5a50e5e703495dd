package io.clipstreams.cli.search;

import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.history.ImageHistory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** The images in the stores of an application's own partitions. Any thread may call. */
final class HistoryImages implements LocalImages {

  private final String model;
  private final KafkaStreams streams;
  private final ImageHistory history;
  private final String topic;

  /**
   * @param topic that the stores are filled from
   */
  HistoryImages(ClipStreamsApp app, ImageHistory history, String topic) {
    this.model = app.model().fingerprint();
    this.streams = app.streams();
    this.history = history;
    this.topic = topic;
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public Found nearest(float[] vector, int most) {
    try {
      Set<Integer> before = partitions();
      List<Near> near =
          history.nearest(vector, most).stream()
              .map(one -> new Near(one.imageId(), one.uri(), one.similarity()))
              .toList();
      // What came or went meanwhile may not have been read whole.
      Set<Integer> searched = new HashSet<>(partitions());
      searched.retainAll(before);
      return new Found(history.approximateSize(), searched, near);
    } catch (InvalidStateStoreException e) {
      throw new IllegalStateException(
          "its partitions are moving or being restored: " + e.getMessage(), e);
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "its embeddings cannot be decoded: " + e.getCause().getMessage(), e);
    }
  }

  private Set<Integer> partitions() {
    return streams.metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .flatMap(task -> task.topicPartitions().stream())
        .filter(partition -> partition.topic().equals(topic))
        .map(TopicPartition::partition)
        .collect(Collectors.toSet());
  }
}
