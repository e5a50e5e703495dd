package io.clipstreams.topology.fetch;

import io.clipstreams.topology.fetch.PublicAddresses.ForbiddenAddressException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Tells what will not change by itself from what may. */
final class HttpsErrors {

  private HttpsErrors() {}

  static FetchException tooLarge(String size, int maxBytes) {
    return FetchException.permanent(
        "too-large", "The object has %s, at most %d are read".formatted(size, maxBytes), null);
  }

  static FetchException late(Duration timeout) {
    return FetchException.transientFailure(
        "timeout", "Reading took longer than %s".formatted(timeout), null);
  }

  static FetchException explain(String uri, Exception error) {
    if (error instanceof FetchException explained) {
      return explained;
    }
    String message = "%s cannot be read: %s".formatted(shown(uri), error);
    if (error instanceof ForbiddenAddressException) {
      return FetchException.permanent("address-not-allowed", error.getMessage(), error);
    } else if (error instanceof MessageConstraintException) {
      return FetchException.permanent("refused", message, error);
    } else if (error instanceof InterruptedIOException) {
      return FetchException.transientFailure("timeout", message, error);
    } else if (error instanceof ConnectionClosedException
        || error instanceof TruncatedChunkException) {
      return FetchException.transientFailure("broken-body", message, error);
    }
    return FetchException.transientFailure("no-answer", message, error);
  }

  private static String shown(String uri) {
    try {
      return Uris.shown(URI.create(uri));
    } catch (IllegalArgumentException e) {
      return "The address";
    }
  }
}
