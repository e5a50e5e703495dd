package io.clipstreams.topology.inflight;

/** An image was in work for as long as it may be, and has no answer. */
final class DeadlineException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param lastFailure of its attempts; null when none had failed
   */
  DeadlineException(String message, Throwable lastFailure) {
    super(message, lastFailure);
  }
}
