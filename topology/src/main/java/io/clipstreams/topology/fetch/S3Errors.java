package io.clipstreams.topology.fetch;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * Tells what will not change by itself (404, 403, 412 and other refusals) from what may:
 * throttling, 5xx, timeouts, broken connections. Tests status codes, since servers other than AWS
 * answer with other exceptions.
 */
final class S3Errors {

  /** Answered with status 400 or 403, but over when the clock or the token is set right. */
  private static final Set<String> PASSING =
      Set.of("RequestTimeout", "ExpiredToken", "RequestTimeTooSkewed", "SlowDown");

  private S3Errors() {}

  static FetchException explain(ImageUri uri, Throwable error) {
    String object = "s3://%s/%s".formatted(uri.bucket(), uri.key());
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof FetchException explained) {
        // Ours, of the body; the client wraps it.
        return explained;
      }
    }
    if (error instanceof AwsServiceException answer) {
      return answered(object, answer);
    } else if (error instanceof ApiCallTimeoutException
        || error instanceof ApiCallAttemptTimeoutException) {
      return FetchException.transientFailure(
          "timeout", "Reading %s took too long".formatted(object), error);
    } else if (error instanceof IllegalArgumentException) {
      return FetchException.permanent(
          "malformed-uri", "%s cannot be asked for: %s".formatted(object, error), error);
    }
    return FetchException.transientFailure(
        "no-answer", "%s cannot be read: %s".formatted(object, rootMessage(error)), error);
  }

  private static FetchException answered(String object, AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    int status = answer.statusCode();
    String message =
        "The store answered %d%s for %s"
            .formatted(status, code == null ? "" : " (" + code + ")", object);
    return answer.isThrottlingException() || PASSING.contains(String.valueOf(code))
        ? FetchException.transientFailure("throttled", message, answer)
        : StatusErrors.explain(status, message, answer);
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }
}
