package io.clipstreams.topology.fetch;

/** The bytes of an image could not be had. */
public final class FetchException extends RuntimeException {

  private final String reason;
  private final boolean worthRetrying;

  private FetchException(String reason, boolean worthRetrying, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.worthRetrying = worthRetrying;
  }

  /** Trying again would not help. */
  public static FetchException permanent(String reason, String message, Throwable cause) {
    return new FetchException(reason, false, message, cause);
  }

  /** Trying again can help. */
  public static FetchException transientFailure(String reason, String message, Throwable cause) {
    return new FetchException(reason, true, message, cause);
  }

  /** Why, in one word for counting. */
  public String reason() {
    return reason;
  }

  public boolean isTransient() {
    return worthRetrying;
  }
}
