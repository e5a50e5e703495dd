package io.clipstreams.topology.work;

import io.clipstreams.topology.deadletter.Stage;

/** How an attempt to classify an image ended. */
public sealed interface Outcome {

  /** The image has its answer. */
  record Classified(ScoredImage image) implements Outcome {}

  /** The object is gone; there is nothing to answer. */
  record Removed(String uri) implements Outcome {}

  /** It will never have one. */
  record Failed(Stage stage, String reason, Throwable error) implements Outcome {}

  /** Another attempt can end differently. */
  record Retry(Stage stage, String reason, Throwable error) implements Outcome {}

  /** A label set that it needs is not known here; says which. */
  record LabelsMissing(String explanation) implements Outcome {}
}
