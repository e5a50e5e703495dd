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
}
