package io.clipstreams.cli.embeddings;

import java.util.List;
import java.util.Optional;

/**
 * What became of images whose embeddings went elsewhere.
 *
 * @param embedded how many have an embedding
 * @param cached how many of these cost nothing, since the cache knew them
 * @param failures the others
 * @param cacheFailure why the cache could not be written, if so
 */
public record Outcome(
    int embedded, int cached, List<Failure> failures, Optional<String> cacheFailure) {

  public Outcome {
    failures = List.copyOf(failures);
  }
}
