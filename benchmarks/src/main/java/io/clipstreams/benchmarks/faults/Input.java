package io.clipstreams.benchmarks.faults;

import io.clipstreams.benchmarks.verifier.Submitted.Answer;
import io.clipstreams.benchmarks.verifier.Submitted.DeadLetter;
import io.clipstreams.benchmarks.verifier.Submitted.Expected;
import java.util.Objects;
import java.util.Optional;

/**
 * An event that is to be submitted, and what must become of it.
 *
 * @param key of its record
 * @param object that it names; empty for an event that is no reference at all
 * @param versionId of the object; empty for the current one
 * @param etag that the object must have; empty for whichever
 */
public record Input(
    String key,
    Optional<String> object,
    Optional<String> versionId,
    Optional<String> etag,
    Expected expected) {

  public Input {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(expected, "expected");
  }

  private Input(String key, String object, Optional<String> etag, Expected expected) {
    this(key, Optional.of(object), Optional.empty(), etag, expected);
  }

  /** A picture that is classified. */
  public static Input picture(String key, Picture picture, boolean pinned) {
    return new Input(
        key,
        picture.name(),
        Optional.of(picture.etag()).filter(etag -> pinned),
        new Answer(picture.name(), picture.etag()));
  }

  /** A picture that ends as a dead letter of this stage all the same. */
  public static Input refused(String key, Picture picture, String stage) {
    return new Input(key, picture.name(), Optional.empty(), new DeadLetter(stage));
  }

  /** An object that cannot be had. */
  public static Input missing(String key) {
    return new Input(key, Album.MISSING, Optional.empty(), new DeadLetter("fetch"));
  }

  /** An object that was replaced, in an event that names the ETag that it had before. */
  public static Input overwritten(String key, Picture before) {
    return new Input(key, Album.OVERWRITTEN, Optional.of(before.etag()), new DeadLetter("fetch"));
  }

  /** An object that was replaced, in an event that names the version before: that one is judged. */
  public static Input earlierVersion(String key, Picture before, String versionId) {
    return new Input(
        key,
        Optional.of(Album.OVERWRITTEN),
        Optional.of(versionId),
        Optional.of(before.etag()),
        new Answer(before.name(), before.etag()));
  }

  /** An object that is no picture, or only half of one. */
  public static Input undecodable(String key, String object) {
    return new Input(key, object, Optional.empty(), new DeadLetter("decode"));
  }

  /** A message that no reference can be made of. */
  public static Input garbage(String key) {
    return new Input(
        key, Optional.empty(), Optional.empty(), Optional.empty(), new DeadLetter("event"));
  }
}
