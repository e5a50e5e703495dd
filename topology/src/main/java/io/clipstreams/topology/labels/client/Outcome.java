package io.clipstreams.topology.labels.client;

/** What became of a definition. */
public sealed interface Outcome {

  /** Images are judged by this version from now on. */
  record Accepted(long version) implements Outcome {}

  /**
   * The current version stays in force.
   *
   * @param reason one word: {@code duplicate-label}, {@code version-conflict}, {@code superseded}
   * @param message what is wrong, for people
   */
  record Refused(String reason, String message) implements Outcome {}

  /**
   * No answer came in time. The definition is in its topic and can still be accepted.
   *
   * @param version that it will be then
   */
  record TimedOut(long version) implements Outcome {}
}
