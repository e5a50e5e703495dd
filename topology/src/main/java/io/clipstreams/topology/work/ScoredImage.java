package io.clipstreams.topology.work;

import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.topology.labels.LabelRoute;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An image and its answer. Times are in milliseconds since the epoch.
 *
 * @param results one for each wanted label set
 * @param routes labels for which they decide, and the topics to which copies go
 * @param embedding the image's unit vector
 * @param versionId of the object that was read
 * @param etag of the object that was read
 * @param width of the picture as it was read, upright
 * @param height of the picture as it was read, upright
 */
public record ScoredImage(
    List<LabelSetResult> results,
    List<LabelRoute> routes,
    float[] embedding,
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
    routes = List.copyOf(routes);
  }

  /** The same answer with copies to these topics only. */
  ScoredImage withRoutesTo(Set<String> topics) {
    return new ScoredImage(
        results,
        routes.stream().filter(route -> topics.contains(route.topic())).toList(),
        embedding,
        versionId,
        etag,
        width,
        height,
        batchSize,
        fetchedAt,
        decodedAt,
        scoredAt);
  }
}
