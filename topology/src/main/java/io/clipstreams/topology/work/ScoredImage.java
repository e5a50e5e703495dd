package io.clipstreams.topology.work;

import io.clipstreams.schemas.LabelSetResult;
import java.util.List;
import java.util.Optional;

/**
 * An image and its answer. Times are in milliseconds since the epoch.
 *
 * @param results one for each wanted label set
 * @param versionId of the object that was read
 * @param etag of the object that was read
 * @param width of the picture as it was read, upright
 * @param height of the picture as it was read, upright
 */
public record ScoredImage(
    List<LabelSetResult> results,
    Optional<String> versionId,
    Optional<String> etag,
    int width,
    int height,
    int batchSize,
    long fetchedAt,
    long decodedAt,
    long scoredAt) {
  public ScoredImage {
    results = List.copyOf(results);
  }
}
