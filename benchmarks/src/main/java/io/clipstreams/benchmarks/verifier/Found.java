package io.clipstreams.benchmarks.verifier;

import java.util.List;
import java.util.Objects;

/** A record of an output topic, as a consumer of committed records sees it. */
public sealed interface Found {

  /** Its place: topic, partition and offset. */
  String place();

  /**
   * A classification.
   *
   * @param etag of the object that was read; null where none is named
   * @param scoredAt in milliseconds since the epoch
   */
  record Classified(
      String place, Coordinates source, String etag, long scoredAt, List<Result> results)
      implements Found {
    public Classified {
      Objects.requireNonNull(source, "source");
      results = List.copyOf(results);
    }
  }

  /** The answer by one label set. */
  record Result(String labelSet, long version, String status, List<Label> labels) {
    public Result {
      labels = List.copyOf(labels);
    }
  }

  /** A label with its numbers. */
  record Label(String name, double similarity, double score) {}

  /** A dead letter. */
  record Letter(String place, Coordinates source, String stage, String reason, String message)
      implements Found {
    public Letter {
      Objects.requireNonNull(source, "source");
    }
  }

  /** A record that says not what it answers. */
  record Unreadable(String place, String why) implements Found {}
}
