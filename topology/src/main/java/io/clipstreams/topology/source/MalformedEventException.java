package io.clipstreams.topology.source;

/** A message is not what its topic should hold; says what is wrong, and where. */
final class MalformedEventException extends RuntimeException {

  private static final long serialVersionUID = 1;

  MalformedEventException(String message) {
    super(message);
  }

  MalformedEventException(String message, Throwable cause) {
    super(message, cause);
  }
}
