package io.clipstreams.benchmarks.verifier;

import java.util.Objects;

/**
 * A reference that the topic of images has taken.
 *
 * @param key of its record; references of the same key must be answered in their order
 * @param at before it was sent, in milliseconds since the epoch
 * @param expected follows from the input alone
 */
public record Submitted(Coordinates source, String key, long at, Expected expected) {

  public Submitted {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(expected, "expected");
  }

  /** What must become of a reference. */
  public sealed interface Expected {}

  /**
   * A classification.
   *
   * @param picture names the bytes to {@link Judge}
   * @param etag of the object with these bytes
   */
  public record Answer(String picture, String etag) implements Expected {
    public Answer {
      Objects.requireNonNull(picture, "picture");
      Objects.requireNonNull(etag, "etag");
    }
  }

  /**
   * A dead letter.
   *
   * @param stage that its header must name
   */
  public record DeadLetter(String stage) implements Expected {
    public DeadLetter {
      Objects.requireNonNull(stage, "stage");
    }
  }
}
