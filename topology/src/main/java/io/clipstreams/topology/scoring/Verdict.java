package io.clipstreams.topology.scoring;

import io.clipstreams.schemas.LabelSetResult;
import java.util.List;

/** What scoring made of an image. */
public sealed interface Verdict {

  /** One result for each wanted label set. */
  record Scored(List<LabelSetResult> results) implements Verdict {
    public Scored {
      results = List.copyOf(results);
    }
  }

  /** A wanted set was deleted meanwhile. */
  record Deleted(Choice.Deleted choice) implements Verdict {}

  /** A wanted set is not known here. */
  record Unknown(Choice.Unknown choice) implements Verdict {}

  /** A label set could not judge. */
  record Broken(String labelSet, RuntimeException error) implements Verdict {}
}
