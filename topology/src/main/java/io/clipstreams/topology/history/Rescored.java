package io.clipstreams.topology.history;

import io.clipstreams.schemas.Cause;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.Times;
import java.time.Instant;
import java.util.List;

/** The answer of a later version to a stored image. */
final class Rescored {

  private Rescored() {}

  static Classification of(Slice.Stored image, LabelSetResult result, long now) {
    ImageEmbedding embedding = image.embedding();
    return Classification.newBuilder()
        .setImageId(embedding.getImageId())
        .setUri(embedding.getUri())
        .setVersionId(embedding.getVersionId())
        .setEtag(embedding.getEtag())
        .setSource(embedding.getSource())
        .setCause(Cause.RESCORE)
        .setResults(List.of(result))
        .setModel(embedding.getModel())
        .setPrecision(embedding.getPrecision())
        .setBatchSize(0)
        .setTimes(
            Times.newBuilder()
                .setEvent(Instant.ofEpochMilli(image.timestamp()))
                .setReceived(embedding.getEmbeddedAt())
                .setScored(Instant.ofEpochMilli(now))
                .build())
        .build();
  }
}
