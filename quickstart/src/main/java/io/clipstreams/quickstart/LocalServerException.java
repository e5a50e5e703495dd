package io.clipstreams.quickstart;

/** A server on this machine did not do what it should; the message names it and says what to do. */
public class LocalServerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LocalServerException(String message) {
    super(message);
  }

  public LocalServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
