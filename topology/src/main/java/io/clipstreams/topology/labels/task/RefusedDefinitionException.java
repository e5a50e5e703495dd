package io.clipstreams.topology.labels.task;

/** A definition that is not accepted, with the reason for people and in a word for counting. */
final class RefusedDefinitionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  RefusedDefinitionException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  RefusedDefinitionException(String reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
