package io.clipstreams.cli.embeddings;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Embeddings that one model has made at one precision, by content. {@link #find} is called by any
 * thread, the rest by one.
 */
public interface EmbeddingCache extends AutoCloseable {

  /** The unit embedding of a content, if it is known. */
  Optional<float[]> find(ContentKey key) throws IOException;

  /**
   * Keeps embeddings, as far as there is room.
   *
   * @param vectors one for each key
   */
  void add(List<ContentKey> keys, List<float[]> vectors) throws IOException;

  /** What was added is kept already; later calls fail. */
  @Override
  void close();

  /** One that knows nothing and keeps nothing. */
  static EmbeddingCache none() {
    return new EmbeddingCache() {

      @Override
      public Optional<float[]> find(ContentKey key) {
        return Optional.empty();
      }

      @Override
      public void add(List<ContentKey> keys, List<float[]> vectors) {
        // nothing is kept
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }
}
