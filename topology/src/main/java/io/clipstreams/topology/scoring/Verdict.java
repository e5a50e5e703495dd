package io.clipstreams.topology.scoring;

import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.topology.labels.LabelRoute;
import java.util.List;

/** What scoring made of an image. */
public sealed interface Verdict {

  /**
   * One result for each wanted label set.
   *
   * @param routes labels for which they decide, and their topics
   */
  record Scored(List<LabelSetResult> results, List<LabelRoute> routes) implements Verdict {
    public Scored {
      results = List.copyOf(results);
      routes = List.copyOf(routes);
    }
  }

  /** A wanted set was deleted meanwhile. */
  record Deleted(Choice.Deleted choice) implements Verdict {}

  /** A wanted set is not known here. */
  record Unknown(Choice.Unknown choice) implements Verdict {}

  /** A label set could not judge. */
  record Broken(String labelSet, RuntimeException error) implements Verdict {}
}
