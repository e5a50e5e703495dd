package io.clipstreams.topology.labels;

import io.clipstreams.schemas.LabelSetResult;
import java.util.List;

/** One whole version of a label set, ready to judge. Immutable. */
public interface CurrentLabelSet {

  String name();

  long version();

  /**
   * Judges images by this version.
   *
   * @param imageEmbeds n × dimension unit vectors
   * @return n results, in the same order
   */
  List<LabelSetResult> score(float[][] imageEmbeds);

  /**
   * The labels for which a result of this version decides, if they name topics: with softmax the
   * best, else every one that is given.
   */
  default List<LabelRoute> routes(LabelSetResult result) {
    return List.of();
  }

  /**
   * A later version is current: frees what this one holds outside the heap. Who still has it may go
   * on using it.
   */
  default void retire() {}
}
