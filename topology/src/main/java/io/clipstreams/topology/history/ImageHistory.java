package io.clipstreams.topology.history;

import io.clipstreams.model.DotProduct;
import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.registry.RegistryRefusedException;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.labels.content.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * Reads the images whose embeddings this process keeps: those of its own partitions. Any thread but
 * a stream thread may call; a call reads the store from its beginning, and may wait for the schema
 * registry. While partitions move or are restored, {@link
 * org.apache.kafka.streams.errors.InvalidStateStoreException} says that there is nothing to read
 * yet.
 */
public final class ImageHistory {

  /** Name of the store that all instances share. */
  public static final String STORE = HistoryTopology.STORE;

  private static final Comparator<SimilarImage> BY_SIMILARITY =
      Comparator.comparingDouble(SimilarImage::similarity);

  private final KafkaStreams streams;
  private final EmbeddingDecoder decoder;
  private final String model;
  private final int dimension;

  /**
   * @param model fingerprint of the model whose embeddings can be compared
   * @param dimension of them
   */
  public ImageHistory(
      KafkaStreams streams,
      String embeddingsTopic,
      AvroSerdes serdes,
      String model,
      int dimension) {
    this.streams = streams;
    this.decoder = new EmbeddingDecoder(embeddingsTopic, serdes);
    this.model = model;
    this.dimension = dimension;
  }

  /**
   * A stored image, and its cosine similarity to what was asked for, −1 to 1.
   *
   * @param uri where its bytes were read
   */
  public record SimilarImage(String imageId, String uri, float similarity) {}

  /**
   * The images that are most similar, the best first.
   *
   * @param unitVector an embedding of a text or an image by this process's model
   * @param most how many at most, at least 1
   * @throws IllegalArgumentException when the vector has another dimension than the model's
   */
  public List<SimilarImage> nearest(float[] unitVector, int most) {
    if (unitVector.length != dimension) {
      throw new IllegalArgumentException(
          "The vector has %d dimensions, the model %d".formatted(unitVector.length, dimension));
    }
    requirePositive(most);
    PriorityQueue<SimilarImage> best = new PriorityQueue<>(BY_SIMILARITY);
    try (KeyValueIterator<Bytes, ValueAndTimestamp<byte[]>> images = store().all()) {
      while (images.hasNext()) {
        read(images.next().value)
            .map(image -> similar(image, unitVector))
            .ifPresent(
                image -> {
                  best.add(image);
                  if (best.size() > most) {
                    best.remove();
                  }
                });
      }
    }
    return best.stream().sorted(BY_SIMILARITY.reversed()).toList();
  }

  private static SimilarImage similar(ImageEmbedding image, float[] unitVector) {
    float similarity = DotProduct.of(Vectors.fromBytes(image.getEmbedding()), unitVector);
    return new SimilarImage(image.getImageId(), image.getUri(), similarity);
  }

  /**
   * Some stored images of this process's model, in the order of their ids.
   *
   * @param most how many at most, at least 1
   */
  public List<ImageEmbedding> sample(int most) {
    requirePositive(most);
    List<ImageEmbedding> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, ValueAndTimestamp<byte[]>> images = store().all()) {
      while (images.hasNext() && found.size() < most) {
        read(images.next().value).ifPresent(found::add);
      }
    }
    return found;
  }

  /** About how many images are stored, those of other models included. */
  public long approximateSize() {
    return store().approximateNumEntries();
  }

  private static void requirePositive(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("At least one image must be asked for, not " + most);
    }
  }

  private ReadOnlyKeyValueStore<Bytes, ValueAndTimestamp<byte[]>> store() {
    return streams.store(
        StoreQueryParameters.fromNameAndType(
            HistoryTopology.STORE, QueryableStoreTypes.timestampedKeyValueStore()));
  }

  /** Empty when it is of another model, or no embedding at all; the sweep warns of those. */
  private Optional<ImageEmbedding> read(ValueAndTimestamp<byte[]> stored) {
    try {
      return Optional.of(decoder.decode(stored.value()).join())
          .filter(image -> image.getModel().equals(model));
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException && !isUndecodable(e.getCause())) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static boolean isUndecodable(Throwable error) {
    return error instanceof SerializationException || error instanceof RegistryRefusedException;
  }
}
