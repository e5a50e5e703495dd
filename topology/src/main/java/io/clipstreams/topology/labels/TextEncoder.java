package io.clipstreams.topology.labels;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The text tower, as the label task sees it: shared, asynchronous. */
public interface TextEncoder {

  /**
   * Encodes texts in turn with the image batches; never blocks.
   *
   * @return n × dimension unit vectors
   */
  CompletableFuture<float[][]> encode(List<String> texts);

  /** Whether encoding would cut the text. */
  boolean truncates(String text);

  /** Length of a vector. */
  int dimension();

  /** Fingerprint of the model. */
  String model();

  /** Precision of the text tower, as records carry it. */
  String precision();
}
