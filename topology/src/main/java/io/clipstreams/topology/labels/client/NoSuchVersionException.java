package io.clipstreams.topology.labels.client;

/** A version of a label set cannot be rolled back to; the message says what can. */
public final class NoSuchVersionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoSuchVersionException(String message) {
    super(message);
  }
}
