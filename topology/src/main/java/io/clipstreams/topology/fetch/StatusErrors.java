package io.clipstreams.topology.fetch;

/** What an HTTP status means for another attempt, whoever answered it. */
final class StatusErrors {

  private StatusErrors() {}

  /**
   * @param status any but that of a whole object
   * @param cause or null
   */
  static FetchException explain(int status, String message, Throwable cause) {
    return switch (status) {
      case 404, 410 -> FetchException.permanent("not-found", message, cause);
      case 401, 403 -> FetchException.permanent("forbidden", message, cause);
      case 412 ->
          FetchException.permanent(
              "changed", message + ": it is not the version of the event any more", cause);
      case 408 -> FetchException.transientFailure("timeout", message, cause);
      case 429 -> FetchException.transientFailure("throttled", message, cause);
      default ->
          status < 500
              ? FetchException.permanent("refused", message, cause)
              : FetchException.transientFailure("server-error", message, cause);
    };
  }
}
