package io.clipstreams.topology.labels.scoring;

/** The vectors of one version of a label set, ready to be held against image embeddings. */
public interface LabelMatrix {

  /** How many vectors there are. */
  int size();

  /**
   * The products of every image with every vector, float32.
   *
   * @param imageEmbeds n × dimension unit vectors
   * @return n × size
   */
  float[][] products(float[][] imageEmbeds);
}
