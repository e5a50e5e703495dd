package io.clipstreams.topology.labels;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Example images on their way to vectors, as the label task sees it: shared, asynchronous. */
public interface ExampleEncoder {

  /**
   * Fetches, decodes and embeds example images beside the images that are judged; never blocks.
   * Transient failures are tried again before it fails.
   *
   * @param version of the definition that names them, by which an image that ends the process is
   *     known again
   * @param uris of the images
   * @return n × dimension unit vectors; fails with an {@link UnencodableException} when an image
   *     can never be had; cancelling it stops what can be stopped
   */
  CompletableFuture<float[][]> encode(long version, List<String> uris);
}
