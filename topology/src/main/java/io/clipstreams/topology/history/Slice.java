package io.clipstreams.topology.history;

import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.content.Vectors;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * Some stored images that are judged together, by a version each.
 *
 * @param labelSet whose sweep it belongs to; null for late images
 * @param after how far the sweep has come when this is done; null for late images
 * @param late keys of late images that are looked after when this is done
 */
record Slice(String labelSet, Progress after, List<Bytes> late, List<Judgement> judgements) {

  Slice {
    late = List.copyOf(late);
    judgements = List.copyOf(judgements);
  }

  /** A stored image; {@code timestamp} is that of its event. */
  record Stored(Bytes key, byte[] value, long timestamp, ImageEmbedding embedding) {}

  /** Images, and the version that judges them. */
  record Judgement(CurrentLabelSet by, List<Stored> images) {
    Judgement {
      images = List.copyOf(images);
    }

    List<LabelSetResult> results() {
      return by.score(
          images.stream()
              .map(image -> Vectors.fromBytes(image.embedding().getEmbedding()))
              .toArray(float[][]::new));
    }
  }

  int images() {
    return judgements.stream().mapToInt(judgement -> judgement.images().size()).sum();
  }
}
