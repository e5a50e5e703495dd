package io.clipstreams.topology.inflight;

import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.topology.labels.content.Vectors;
import io.clipstreams.topology.work.ScoredImage;
import java.util.Map;
import java.util.stream.Collectors;

/** The embedding that is published beside an image's answer. */
final class Embeddings {

  private Embeddings() {}

  /**
   * @param metadata of the reference
   */
  static ImageEmbedding of(Classification answer, ScoredImage image, Map<String, String> metadata) {
    return ImageEmbedding.newBuilder()
        .setImageId(answer.getImageId())
        .setUri(answer.getUri())
        .setVersionId(answer.getVersionId())
        .setEtag(answer.getEtag())
        .setSource(answer.getSource())
        .setLabelSets(answer.getResults().stream().map(LabelSetResult::getLabelSet).toList())
        .setVersions(
            answer.getResults().stream()
                .collect(Collectors.toMap(LabelSetResult::getLabelSet, LabelSetResult::getVersion)))
        .setMetadata(metadata)
        .setModel(answer.getModel())
        .setPrecision(answer.getPrecision())
        .setEmbedding(Vectors.toBytes(image.embedding()))
        .setEmbeddedAt(answer.getTimes().getScored())
        .build();
  }
}
