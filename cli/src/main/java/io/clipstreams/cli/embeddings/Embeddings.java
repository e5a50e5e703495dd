package io.clipstreams.cli.embeddings;

import java.util.List;

/**
 * What became of many images.
 *
 * @param images those that were embedded, in the order given
 * @param failures those that were not
 * @param cached how many of the images cost nothing, since the cache knew them
 */
public record Embeddings(List<EmbeddedImage> images, List<Failure> failures, int cached) {

  public Embeddings {
    images = List.copyOf(images);
    failures = List.copyOf(failures);
  }
}
