package io.clipstreams.model;

import java.util.List;

/**
 * A linear classifier over image embeddings, such as the text embeddings of labels: CLIP's
 * zero-shot classifier. Any thread may call.
 */
public interface ClassifierHead extends AutoCloseable {

  /**
   * Holds images against all rows.
   *
   * @param imageEmbeds n × dimension unit vectors
   * @return n rankings, in the same order; among rows of the same score the order is open
   */
  List<Ranking> rank(float[][] imageEmbeds);

  /**
   * Frees what is held outside the heap. Calls under way end first; a later call works all the
   * same, but has to bring its rows along.
   */
  @Override
  void close();
}
