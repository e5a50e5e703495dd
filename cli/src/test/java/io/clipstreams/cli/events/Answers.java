package io.clipstreams.cli.events;

import io.clipstreams.schemas.Cause;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.ResultStatus;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.schemas.SourceCoordinates;
import io.clipstreams.schemas.Times;
import java.time.Instant;
import java.util.List;

/** Classifications for tests. */
public final class Answers {

  public static final long EVENT = 1_700_000_000_000L;

  private Answers() {}

  public static ScoredLabel label(String name, float score) {
    return new ScoredLabel(name, null, score / 2, score);
  }

  public static LabelSetResult result(long version, ScoredLabel... labels) {
    return new LabelSetResult("pets", version, ResultStatus.OK, List.of(labels));
  }

  public static Classification classification(String image, LabelSetResult... results) {
    Instant event = Instant.ofEpochMilli(EVENT);
    return Classification.newBuilder()
        .setImageId(image)
        .setUri("s3://images/" + image)
        .setSource(new SourceCoordinates("clip.images", 2, 40L, 0))
        .setCause(Cause.LIVE)
        .setResults(List.of(results))
        .setModel("abc")
        .setPrecision("float32")
        .setBatchSize(8)
        .setTimes(new Times(event, event, event, event, event.plusMillis(50)))
        .build();
  }
}
