package io.clipstreams.benchmarks.verifier;

/** What can be wrong. */
public enum Finding {
  /** A submitted reference without any answer. */
  LOST("lost"),
  /** An answer to a reference that has one already. */
  DOUBLED("doubled"),
  /** An answer to something that was never submitted, or that says not what it answers. */
  STRANGER("strangers"),
  /** A result whose labels are not those of the version that it names. */
  MIXED_VERSIONS("mixedVersions"),
  /** A result by a version that was not current between submission and answer. */
  STALE_VERSION("staleVersions"),
  /** Other numbers than a local classification gives, or a label for other bytes. */
  WRONG_ANSWER("wrongAnswers"),
  /** A dead letter where an answer was expected, or of another stage than expected. */
  UNEXPECTED_DEAD_LETTER("unexpectedDeadLetters"),
  /** An answer that stands before that of an earlier reference of the same key. */
  OUT_OF_ORDER("outOfOrder");

  private final String plural;

  Finding(String plural) {
    this.plural = plural;
  }

  /** How results name it. */
  public String plural() {
    return plural;
  }
}
