package io.clipstreams.topology.labels.scoring;

import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.ResultStatus;
import io.clipstreams.topology.labels.CurrentLabelSet;
import java.util.Arrays;
import java.util.List;

/**
 * A version that cannot judge with this model, since it has a probe that was trained on another's
 * embeddings. Images are told so instead of waiting.
 */
public record UnavailableLabelSet(String name, long version) implements CurrentLabelSet {

  @Override
  public List<LabelSetResult> score(float[][] imageEmbeds) {
    return Arrays.stream(imageEmbeds)
        .map(embed -> new LabelSetResult(name, version, ResultStatus.UNAVAILABLE, List.of()))
        .toList();
  }
}
